// The camera, and the vision Worker (web/vision-worker.js) that judges what it shows. bridge.js loads this with the first page that
// has use for it: nobody else needs to wait for it.
//
// A frame goes to the Worker as an ImageBitmap, which is transferred and not copied: the page neither draws nor reads pixels. Only
// where Workers cannot draw does the page read them. A frame is sent when the one before has been answered and the camera has
// a new one: as fast as the Worker is, and never a queue.
'use strict';
self.sight = ({workerOf, answer, picture}) => {
  let camera = null;  // {key, stream}
  const video = () => camera && document.getElementById(camera.key);
  const attach = () => {
    const e = video();
    if (!e || !camera.stream || e.srcObject === camera.stream) return;
    e.srcObject = camera.stream;
    e.play().catch(() => {});
  };
  const cameraClose = () => {
    live = null;
    if (camera && camera.stream) camera.stream.getTracks().forEach((track) => track.stop());
    const e = video();
    if (e) e.srcObject = null;
    camera = null;
  };
  const cameraOpen = async (call, key, facing) => {
    cameraClose();
    const mine = camera = {key, stream: null};
    const fail = (why) => { if (camera === mine) camera = null; answer(call, 0, '', why); };
    if (!isSecureContext || !navigator.mediaDevices) return fail('insecure');
    try {
      mine.stream = await navigator.mediaDevices.getUserMedia({audio: false, video: {facingMode: facing || 'user', width: {ideal: 1280}, height: {ideal: 960}}});
    } catch (error) {
      return fail({NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'missing', OverconstrainedError: 'missing'}[error.name] || 'busy');
    }
    if (camera !== mine) return mine.stream.getTracks().forEach((track) => track.stop());
    answer(call, 1);
    requestAnimationFrame(() => setTimeout(attach));
  };

  const shown = () => {
    const e = video();
    return e && e.readyState >= 2 && e.videoWidth ? e : null;
  };
  let grab = null;  // where Workers cannot draw, and for a picture as a file
  const draw = (e, limit) => {
    grab = grab || document.createElement('canvas');
    const shrink = Math.min(1, limit / Math.max(e.videoWidth, e.videoHeight));
    grab.width = Math.round(e.videoWidth * shrink);
    grab.height = Math.round(e.videoHeight * shrink);
    const g = grab.getContext('2d', {willReadFrequently: true});
    g.drawImage(e, 0, 0, grab.width, grab.height);
    return g;
  };
  /** The camera's frame, to be lent to the Worker; `limit`: px of the longer side where the page has to draw it. */
  const frameOf = async (e, limit) => {
    if (self.OffscreenCanvas && self.createImageBitmap) {
      const bitmap = await createImageBitmap(e);
      return [{bitmap}, [bitmap]];
    }
    const {data} = draw(e, limit).getImageData(0, 0, grab.width, grab.height);
    return [{width: grab.width, height: grab.height, pixels: data.buffer}, [data.buffer]];
  };
  const nothing = (call) => answer(call, 0, '', '\n\n');
  const cameraTake = (call) => {
    const e = shown();
    if (!e) return nothing(call);
    draw(e, 1e5);
    grab.toBlob((blob) => (blob ? picture(call, blob, 'camera.jpg') : nothing(call)), 'image/jpeg', 0.92);
  };

  let worker = null;  // a promise
  let live = null;  // {task, call, said, first}
  let resting = 0;  // the models take much memory: after two quiet minutes the Worker is ended, if no page has ended it
  // of the pictures made the last few are shown somewhere: a cut and its whole, before and after a retake, of a guardian's dependants
  const shownLast = [];
  const url = (bytes) => {
    if (!bytes) return '';
    const made = URL.createObjectURL(new Blob([bytes], {type: 'image/jpeg'}));
    if (shownLast.push(made) > 24) URL.revokeObjectURL(shownLast.shift());
    return made;
  };
  const owed = new Set();  // calls that the Worker has not answered
  const heard = ({id, json, made, whole}) => {
    if (id === undefined) return;
    owed.delete(id);
    if (!live || live.call !== id) return answer(id, 1, made || '', [json, url(made), url(whole)].join('\n'));
    const mine = live;
    if (json !== mine.said) answer(id, 1, mine.said = json);
    // what does not load now is not asked for at every frame
    json.startsWith('{"error') ? setTimeout(next, 3000, mine) : next(mine);
  };
  const visionEnd = () => {
    clearTimeout(resting);
    live = null;
    if (worker) worker.then((made) => made.terminate(), () => {});
    worker = null;
    for (const id of [...owed]) fails(id);
  };
  const fails = (id) => heard({id, json: '{"error":"request.internal"}'});
  const rest = () => {
    if (live || owed.size) resting = setTimeout(rest, 120000);
    else visionEnd();
  };
  const warmUp = (task) => {
    clearTimeout(resting);
    resting = setTimeout(rest, 120000);
    if (!worker) {
      const mine = worker = workerOf('vision-worker.js', heard);
      mine.catch(() => { if (worker === mine) worker = null; });  // a weak link: the next one asked tries again
    }
    worker.then((made) => made.postMessage({type: 'start', task}), () => {});
    return worker;
  };
  const tell = (message, lent) => {
    owed.add(message.id);
    warmUp(message.task).then((made) => made.postMessage(message, lent), (error) => {
      console.error(error);
      if (message.bitmap) message.bitmap.close();
      fails(message.id);
    });
  };
  const judge = (call, task, bytes) => tell({type: 'judge', id: call, task, bytes: bytes.buffer}, [bytes.buffer]);
  const judgeFrame = async (call, task) => {
    try {
      const [frame, lent] = await frameOf(shown(), 1e5);
      tell({type: 'take', id: call, task, ...frame}, lent);
    } catch {
      heard({id: call, json: '{"error":"picture.damaged"}'});  // nothing is shown
    }
  };
  const sides = {portrait: 640, challenge: 640};  // px of a live frame's longer side; 960 for any other task
  const send = async (mine, e) => {
    const limit = sides[mine.task] || 960, full = Math.max(e.videoWidth, e.videoHeight);
    const [frame, lent] = await frameOf(e, limit);
    if (live !== mine) return frame.bitmap && frame.bitmap.close();
    tell({type: 'frame', id: mine.call, task: mine.task, first: mine.first, at: performance.now(), limit, full, ...frame}, lent);
    mine.first = false;
  };
  const next = (mine) => {
    if (live !== mine) return;
    const e = shown();
    if (!e) return setTimeout(() => next(mine), 60);
    const now = () => { if (live === mine) send(mine, e).catch(() => setTimeout(() => next(mine), 60)); };
    // what the camera has not renewed says nothing new
    if (e.requestVideoFrameCallback && !mine.first) e.requestVideoFrameCallback(now);
    else setTimeout(now);
  };
  const judgeLive = (call, task) => {
    live = {call, task, said: '', first: true};
    warmUp(task);
    next(live);
  };
  return {attach, cameraOpen, cameraClose, cameraTake, judge, judgeFrame, judgeLive, judgeStop: () => { live = null; }, warmUp, visionEnd};
};
