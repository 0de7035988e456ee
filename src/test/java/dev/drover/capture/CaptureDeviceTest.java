package dev.drover.capture;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.drover.ffmpeg.CapturePlan;
import dev.drover.ffmpeg.Encoding;
import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.ffmpeg.VideoEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CaptureDeviceTest {

    @Test
    void entriesAreThoseOfThePredecessorWithOptionsBehind() {
        List<CaptureDevice> devices = CaptureDevice.parse("/dev/video0|plughw:2,0|capture1|10;"
                + " rtsp://me:secret@cam/live||capture2|5|size=1920x1080|video-options=-stimeout 5000000 -an;"
                + "lavfi:testsrc2\\;nullsink|lavfi:sine|demo|25|stills=10|encoder=libx264");
        assertThat(devices).extracting(CaptureDevice::directory).containsExactly("capture1", "capture2", "demo");
        assertThat(devices.get(1).videoOptions()).containsExactly("-stimeout", "5000000", "-an");
        assertThat(devices.get(1).title()).isEqualTo("rtsp://cam/live");
        assertThat(devices.get(2).video()).isEqualTo("lavfi:testsrc2;nullsink");
    }

    @Test
    void whatIsWrongIsNamed() {
        wrong("/dev/video0|capture1", "must be video|audio|dir|fps");
        wrong("/dev/video0||../x|10", "\"../x\" must be the name of a directory");
        wrong("/dev/video0||capture1|fast", "\"fast\" must be pictures a second");
        wrong("/dev/video0||capture1|10|colour=red", "\"colour=red\" must be one of size=");
        wrong("/dev/video0||capture1|10|size=big", "\"big\" must be a size");
        wrong("a||capture1|10;b||capture1|10", "two devices have the directory capture1");
    }

    private static void wrong(String setting, String words) {
        assertThatThrownBy(() -> CaptureDevice.parse(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void theCommandOfAGrabberIsThatOfThePredecessor() {
        CaptureDevice device =
                CaptureDevice.parse("/dev/video0|plughw:2,0|capture1|10").get(0);
        List<String> command = new FfmpegCommands()
                .capture(new CapturePlan(
                        DeviceInput.video(device, "1024x768"),
                        DeviceInput.audio(device),
                        VideoEncoder.X264,
                        new Encoding.Size(640, 360),
                        1,
                        1,
                        Path.of("/stream/capture1")));
        assertThat(String.join(" ", command))
                .contains(
                        "-f v4l2 -framerate 10 -video_size 1024x768 -i /dev/video0 -f alsa -thread_queue_size 1024 -i plughw:2,0"
                                + " -filter_complex [0:v]split=2[stream][capture];[stream]scale=640:360[streamout];[capture]fps=1[captureout]"
                                + " -map [streamout] -map 1:a -c:v libx264 -preset veryfast -tune zerolatency -crf 28 -maxrate 1200k"
                                + " -bufsize 2400k -g 30 -pix_fmt yuv420p -profile:v baseline -level 3.0")
                .contains(
                        "-c:a aac -b:a 64k -ar 44100 -ac 2 -f hls -hls_time 2 -hls_list_size 5 -hls_flags delete_segments"
                                + " -hls_segment_filename /stream/capture1/segment_%03d.ts /stream/capture1/output.m3u8"
                                + " -map [captureout] -c:v mjpeg -q:v 5 -r 1 -f image2");
        assertThat(FfmpegCommands.isCapture(command, Path.of("/stream/capture1")))
                .isTrue();
        assertThat(FfmpegCommands.isCapture(command, Path.of("/stream/capture2")))
                .isFalse();
    }

    @Test
    void whoMayNotOpenADeviceIsToldWhatToDo() {
        CaptureDevice device =
                CaptureDevice.parse("/dev/video0|plughw:2,0|capture1|10").get(0);
        String user = System.getProperty("user.name");
        assertThat(DeviceInput.advice(device, "/dev/video0: Permission denied"))
                .contains("sudo usermod -aG video " + user);
        assertThat(DeviceInput.advice(device, "/dev/video0: No such file or directory"))
                .contains("Is it plugged in?");
        assertThat(DeviceInput.advice(device, "/dev/video0: Device or resource busy"))
                .contains("Another program");
        assertThat(DeviceInput.advice(device, "cannot open audio device plughw:2,0 (No such file or directory)"))
                .contains("arecord -l")
                .contains("sudo usermod -aG audio " + user);
        assertThat(DeviceInput.advice(device, "Conversion failed!")).isEmpty();
    }
}
