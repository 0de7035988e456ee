/**
 * Files that appear only whole, under names that do no harm, whatever the world outside calls them; and errors that say
 * which folder, and what to do.
 */
package dev.drover.files;
