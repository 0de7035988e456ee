package dev.drover.jobs;

/** A job whose failures do not say by themselves what they are about. */
public interface Titled {

    /** What it makes, in words for the log. */
    String title();
}
