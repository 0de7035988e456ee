/** The command line: what can be asked for, how it is said, and what the exit code means. */
package dev.drover.cli;
