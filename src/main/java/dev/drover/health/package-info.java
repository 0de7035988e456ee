/** What Drover tells of itself to those who watch it: {@code /observe/health}. */
package dev.drover.health;
