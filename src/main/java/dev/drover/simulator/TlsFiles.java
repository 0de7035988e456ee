package dev.drover.simulator;

import java.nio.file.Path;

/**
 * @param certificate PEM file with the certificate, or the chain of them
 * @param key PEM file with its private key, PKCS#8
 */
public record TlsFiles(Path certificate, Path key) {}
