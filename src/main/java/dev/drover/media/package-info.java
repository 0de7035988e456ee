/**
 * Says what recorded media really holds, from the headers of its containers alone: no decoding, no process, and the same
 * little memory for a second as for a day.
 */
package dev.drover.media;
