package dev.drover.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How FFmpeg opens a device, and what to do where it cannot. */
final class DeviceInput {

    private static final String LAVFI = "lavfi:";

    private DeviceInput() {}

    /** @param size that a grabber is asked for, where the device says none */
    static List<String> video(CaptureDevice device, String size) {
        List<String> arguments = new ArrayList<>();
        String fps = Integer.toString(device.fps());
        if (isGrabber(device)) {
            arguments.addAll(List.of("-f", "v4l2", "-framerate", fps));
            arguments.addAll(List.of("-video_size", device.option("size").orElse(size)));
        } else if (device.video().startsWith(LAVFI)) {
            arguments.addAll(List.of("-re", "-f", "lavfi"));
        } else if (device.video().startsWith("rtsp://")) {
            arguments.addAll(List.of("-rtsp_transport", "tcp"));
        } else if (!device.video().contains("://")) {
            // A file is shown over and over, at its pace
            arguments.addAll(List.of("-re", "-stream_loop", "-1"));
        }
        arguments.addAll(device.videoOptions());
        arguments.addAll(List.of("-i", opened(device.video())));
        return arguments;
    }

    static List<String> audio(CaptureDevice device) {
        if (device.audio().isEmpty()) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>();
        if (device.audio().startsWith(LAVFI)) {
            arguments.addAll(List.of("-re", "-f", "lavfi"));
        } else if (isSoundCard(device)) {
            arguments.addAll(List.of("-f", "alsa", "-thread_queue_size", "1024"));
        }
        arguments.addAll(device.audioOptions());
        arguments.addAll(List.of("-i", opened(device.audio())));
        return arguments;
    }

    private static String opened(String input) {
        return input.startsWith(LAVFI) ? input.substring(LAVFI.length()) : input;
    }

    private static boolean isGrabber(CaptureDevice device) {
        return device.video().startsWith("/dev/");
    }

    private static boolean isSoundCard(CaptureDevice device) {
        return !device.audio().contains("://") && !device.audio().startsWith("/");
    }

    /** What a person can do about it, to be put behind FFmpeg's words; empty where nobody knows. */
    static String advice(CaptureDevice device, String words) {
        String said = words.toLowerCase(Locale.ROOT);
        String user = System.getProperty("user.name", "of Drover");
        if (isGrabber(device) && said.contains(device.video().toLowerCase(Locale.ROOT))) {
            if (said.contains("permission denied") || said.contains("operation not permitted")) {
                return ". The user " + user + " may not open " + device.video() + ": add it to the group video (sudo"
                        + " usermod -aG video " + user + ") and start Drover again";
            }
            if (said.contains("no such file") || said.contains("no such device")) {
                return ". Is it plugged in? v4l2-ctl --list-devices tells what there is";
            }
            if (said.contains("busy")) {
                return ". Another program uses it";
            }
        }
        if (!device.audio().isEmpty()
                && isSoundCard(device)
                && said.contains(device.audio().toLowerCase(Locale.ROOT))) {
            return said.contains("busy")
                    ? ". Another program uses it"
                    : ". arecord -l tells which sound cards there are; where that shows none, the user " + user
                            + " may not open them: add it to the group audio (sudo usermod -aG audio " + user
                            + ") and start Drover again";
        }
        return "";
    }
}
