/** What a picture file is and what is to be seen on it, with as little decoding as that needs. */
package dev.drover.frames;
