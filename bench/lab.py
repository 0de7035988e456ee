"""What the benchmarks share: a simulated Rhombus beside us, Drover as a command, and small helpers. Python 3.8, no packages."""

import contextlib
import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse
import xml.etree.ElementTree as xml

DROVER = pathlib.Path(__file__).resolve().parent.parent / "drover"
KEY = "demo"


class Failed(Exception):
    """Something a person should read; no traceback."""


def build():
    """Lets ./drover build what is needed, so that no measurement contains a build."""
    subprocess.run([str(DROVER), "--version"], check=False, stdout=subprocess.DEVNULL)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def folder():
    path = tempfile.mkdtemp(prefix="drover-bench-")
    try:
        yield pathlib.Path(path)
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def simulator(delay, *more):
    """Starts `drover simulate rhombus` and ends it; yields its address. Its heap is roomy: it must not be what is measured."""
    port = free_port()
    with folder() as work:
        environment = {**os.environ, "DROVER_JAVA_OPTS": "-Xmx512m"}
        log = open(work / "simulator.log", "wb")
        process = subprocess.Popen(
            [str(DROVER), "simulate", "rhombus", "--port", str(port), "--delay", delay, "--alerts-every", "24h", *more],
            cwd=work, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            until = time.monotonic() + 120
            while True:
                try:
                    call(f"http://127.0.0.1:{port}", "GET", "/simulator")
                    break
                except OSError:
                    if process.poll() is not None or time.monotonic() > until:
                        raise Failed("the simulator did not start:\n" + (work / "simulator.log").read_text()[-2000:])
                    time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
            log.close()


def call(base, method, path, body=None):
    """One request to the API (or to the simulator's own addresses), JSON in and out."""
    url = urllib.parse.urlsplit(base)
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=30)
    try:
        connection.request(method, path, None if body is None else json.dumps(body), {
            "Content-Type": "application/json", "x-auth-scheme": "api-token", "x-auth-apikey": KEY})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise Failed(f"{method} {base}{path} answered {answer.status}: {content[:200]!r}")
        return json.loads(content) if content else {}
    finally:
        connection.close()


def cameras(base):
    return [camera["uuid"].split(".")[0] for camera in call(base, "POST", "/api/camera/getMinimalCameraStateList", {})["cameraStates"]]


def raise_alert(base, camera, seconds):
    """An alert of a while ago, of that length."""
    call(base, "POST", "/simulator/alerts", {
        "cameraUuid": camera, "timestampMs": int((time.time() - seconds - 3600) * 1000), "durationSec": seconds})


def mute_camera(base):
    """A camera without an audio gateway, so that every client has the same segments to fetch."""
    cameras = call(base, "POST", "/api/camera/getMinimalCameraStateList", {})["cameraStates"]
    gateways = call(base, "POST", "/api/audiogateway/getMinimalAudioGatewayStateList", {})["audioGatewayStates"]
    heard = {facet.split(".")[0] for gateway in gateways for facet in gateway.get("associatedCameras") or []}
    for camera in cameras:
        if camera["uuid"].split(".")[0] not in heard:
            return camera["uuid"].split(".")[0]
    raise Failed("every simulated camera has an audio gateway; add a mute one to the simulator")


def segment_urls(base, camera, start, seconds):
    """What any client does before it fetches segments: token, addresses, manifest. Returns (headers, URLs)."""
    token = call(base, "POST", "/api/org/generateFederatedSessionToken", {"durationSec": 3600})
    uris = call(base, "POST", "/api/camera/getMediaUris", {"cameraUuid": camera})
    headers = {"x-auth-scheme": "federated-token", "x-auth-ft": token["federatedSessionToken"],
               "Cookie": "RSESSIONID=RFT:" + token["federatedSessionToken"]}
    mpd = uris["lanVodMpdUrisTemplates"][0].replace("{START_TIME}", str(start)).replace("{DURATION}", str(seconds))
    url = urllib.parse.urlsplit(mpd)
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=30)
    connection.request("GET", url.path, headers=headers)
    answer = connection.getresponse()
    if answer.status != 200:
        raise Failed(f"GET {mpd} answered {answer.status}")
    template = next(e for e in xml.fromstring(answer.read()).iter() if e.tag.endswith("SegmentTemplate"))
    connection.close()
    first = int(template.get("startNumber", "1"))
    names = [template.get("initialization")] + [
        template.get("media").replace("$Number$", str(first + n)) for n in range((seconds + 1) // 2)]
    return headers, [urllib.parse.urljoin(mpd, name) for name in names]


def drover(base, work, arguments, java_options=None, settings=None, program=None):
    """Starts a Drover command that keeps everything below `work`; returns the process. It is `./drover` unless said otherwise."""
    environment = {**os.environ, "RHOMBUS_API_KEY": KEY, "RHOMBUS_API_URL": base, "DROVER_DATA": str(work / "data"),
                   # The simulator stands for the vendor: as many requests as one likes
                   "RHOMBUS_REQUESTS_PER_SECOND": "1000"}
    environment.update(settings or {})
    if java_options is not None:
        environment["DROVER_JAVA_OPTS"] = java_options
    return subprocess.Popen([*(program or [str(DROVER)]), *arguments], cwd=work, env=environment,
                            stdout=open(work / "drover.log", "wb"), stderr=subprocess.STDOUT)


def command(arguments, work):
    """Runs a Drover command to its end."""
    done = subprocess.run([str(DROVER), *arguments], cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise Failed(f"drover {' '.join(arguments)} ended with {done.returncode}: {done.stdout[-2000:]}")


def await_words(process, work, words, times):
    """Waits until it has said so as often."""
    until = time.monotonic() + 120
    while (work / "drover.log").read_text(errors="replace").count(words) < times:
        if process.poll() is not None or time.monotonic() > until:
            raise Failed(f"drover did not say \"{words}\":\n{tail(work)}")
        time.sleep(0.002)


def end(process):
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def megabytes(pid, field):
    """VmRSS, VmHWM and the like of a process; 0 when it is gone."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0


def native():
    """Whether `drover` runs a native binary: it does when there is one that is newer than its sources."""
    said = subprocess.run(["sh", "-x", str(DROVER), "--version"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    return "quarkus-run.jar --version" not in said.stderr


def tail(work):
    return (work / "drover.log").read_text(errors="replace")[-3000:]


def table(head, rows):
    widths = [max(len(str(row[i])) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, ["-" * width for width in widths], *rows]:
        print("  ".join(str(cell).ljust(width) if i == 0 else str(cell).rjust(width)
                        for i, (cell, width) in enumerate(zip(row, widths))))
