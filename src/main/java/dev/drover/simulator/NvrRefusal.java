package dev.drover.simulator;

import java.util.Map;

/** The NVR refuses a command, with one of its codes. */
final class NvrRefusal extends RuntimeException {

    private static final Map<Integer, String> DETAILS = Map.ofEntries(
            Map.entry(-1, "not exist"),
            Map.entry(-4, "param error"),
            Map.entry(-5, "max session"),
            Map.entry(-6, "please login first"),
            Map.entry(-7, "login failed"),
            Map.entry(-8, "timeout"),
            Map.entry(-9, "not support"),
            Map.entry(-10, "protocol error"),
            Map.entry(-12, "get config failed"),
            Map.entry(-16, "send failed"),
            Map.entry(-17, "rcv failed"),
            Map.entry(-21, "token error"),
            Map.entry(-22, "string too long"),
            Map.entry(-23, "missing parameter"),
            Map.entry(-24, "unknown command"),
            Map.entry(-27, "invalid user"),
            Map.entry(-31, "busy"),
            Map.entry(-48, "snap failed"),
            Map.entry(-49, "invalid channel"),
            Map.entry(-99, "device offline"),
            Map.entry(-105, "login too frequent"),
            Map.entry(-222, "video file does not exist"),
            Map.entry(-501, "user does not exist"),
            Map.entry(-502, "password wrong"),
            Map.entry(-506, "Login has been locked"));

    final int code;

    NvrRefusal(int code) {
        super(DETAILS.getOrDefault(code, "error"), null, false, false);
        this.code = code;
    }
}
