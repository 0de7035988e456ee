/** Whom a TLS connection may talk to: public authorities, and LAN devices known by their pinned certificate. */
package dev.drover.trust;
