/** What Rhombus is and says: its settings, calls, answers and refusals. A change at the vendor is followed here only. */
package dev.drover.rhombus;
