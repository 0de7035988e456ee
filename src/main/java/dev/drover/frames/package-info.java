/** What a picture file is, without decoding it. */
package dev.drover.frames;
