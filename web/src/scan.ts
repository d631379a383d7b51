// Codes are read by the camera, where the browser can; a hand scanner types by itself.

interface Detected {
  rawValue: string;
}
interface Detector {
  detect(source: HTMLVideoElement): Promise<Detected[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: new (options?: { formats: string[] }) => Detector;
  }
}

const FORMATS = ["qr_code", "code_128", "code_39", "data_matrix"];

async function scan(button: HTMLButtonElement, Reader: new (options?: { formats: string[] }) => Detector): Promise<void> {
  const input = document.getElementById(button.dataset.scan ?? "") as HTMLInputElement | null;
  if (!input) return;
  const video = document.createElement("video");
  video.className = "scanning";
  video.playsInline = true;
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    button.replaceWith(button.dataset.refused ?? "");
    return;
  }
  video.srcObject = stream;
  button.after(video);
  await video.play();
  const reader = new Reader({ formats: FORMATS });
  const stop = () => {
    stream.getTracks().forEach((track) => track.stop());
    video.remove();
  };
  const look = async (): Promise<void> => {
    if (!video.isConnected) return;
    const [found] = await reader.detect(video).catch(() => []);
    if (!found) {
      setTimeout(look, 150);
      return;
    }
    stop();
    input.value = found.rawValue;
    input.form?.requestSubmit();
  };
  await look();
}

document.querySelectorAll<HTMLButtonElement>("button[data-scan]").forEach((button) => {
  const Reader = window.BarcodeDetector;
  if (!Reader || !navigator.mediaDevices) return;
  button.hidden = false;
  button.addEventListener("click", () => void scan(button, Reader));
});

export {};
