import { toBlob } from "./draw_strokes.js";
import { $, element } from "./element.js";
import { say } from "./say.js";

/**
 * Connects the camera's view, a dialog, with its buttons.
 *
 * @param onPhoto told of each photo, as a File
 * @returns a function that opens it
 */
export function connectCamera({ onPhoto }) {
  const [view, video] = [$("camera-view"), $("video")];
  let facing = "environment";
  let count = 0;
  /** Counts starts and stops: what an older start brings is not wanted any more. */
  let starts = 0;

  $("turn").addEventListener("click", () => {
    facing = facing === "environment" ? "user" : "environment";
    start();
  });
  $("shutter").addEventListener("click", async () => {
    $("shutter").disabled = true;
    const { videoWidth: width, videoHeight: height } = video;
    const canvas = element("canvas", { width, height });
    canvas.getContext("2d").drawImage(video, 0, 0);
    const blob = await toBlob(canvas, "image/jpeg", 0.92);
    view.close();
    onPhoto(new File([blob], `photo-${++count}.jpg`, { type: blob.type }));
  });
  // Where the camera is kept from pages, a phone's own app may still take a photo.
  $("other-camera").addEventListener("click", () => {
    view.close();
    $("camera").click();
  });
  $("close-camera").addEventListener("click", () => view.close());
  view.addEventListener("close", stop);
  video.addEventListener("playing", () => {
    $("shutter").disabled = false;
    $("camera-message").textContent = "";
  });
  return () => {
    view.showModal();
    start();
  };

  async function start() {
    stop();
    const mine = starts;
    $("camera-message").textContent = say("camera-starts");
    $("other-camera").hidden = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: facing, width: { ideal: 1920 }, height: { ideal: 1080 } },
      });
      if (mine !== starts) return stream.getTracks().forEach((track) => track.stop());
      video.srcObject = stream;
      const devices = await navigator.mediaDevices.enumerateDevices();
      $("turn").hidden = devices.filter(({ kind }) => kind === "videoinput").length < 2;
    } catch (error) {
      if (mine !== starts) return;
      const isDenied = error.name === "NotAllowedError";
      $("camera-message").textContent = say(isDenied ? "camera-denied" : "camera-missing");
      $("other-camera").hidden = false;
    }
  }

  function stop() {
    starts++;
    video.srcObject?.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
    $("shutter").disabled = true;
  }
}
