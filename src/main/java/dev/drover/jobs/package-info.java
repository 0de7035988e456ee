/** The durable job table: who works here, what a row says, when something is tried again. */
package dev.drover.jobs;
