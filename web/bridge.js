// The browser's half of the kit, and of Host: applies the semantics tree to the DOM, paints the draw list with WebGL2,
// passes events on, and offers fetch, storage, files, camera and worker to C++ (client/browser). No logic that C++ could
// hold. Events go in through mc_event, answers of asynchronous calls through mc_answer.
'use strict';
(() => {
  const html = document.documentElement;
  const stage = document.getElementById('stage');
  const page = document.getElementById('page');
  const canvas = document.getElementById('canvas');
  const band = document.getElementById('band');
  const assets = JSON.parse(document.getElementById('assets').textContent);
  const asset = (name) => assets[name] || '/' + name;
  // what runs must be what was built (web/pack.mjs)
  const hashes = JSON.parse(document.getElementById('hashes').textContent);
  const integrity = (name) => hashes[name] || '';
  const coder = new TextEncoder();
  const decoder = new TextDecoder();
  let wasm = null;

  // --- memory
  const give = (bytes) => {
    const at = wasm._malloc(bytes.length + 1);
    wasm.HEAPU8.set(bytes, at);
    wasm.HEAPU8[at + bytes.length] = 0;
    return at;
  };
  const text = (at, length) => decoder.decode(wasm.HEAPU8.subarray(at, at + length));
  let inside = false;
  const answer = (call, number, bytes, words) => {
    // never back into C++ from a call that C++ is making
    if (inside) { setTimeout(() => answer(call, number, bytes, words)); return; }
    const body = typeof bytes === 'string' ? coder.encode(bytes) : new Uint8Array(bytes || 0);
    const note = coder.encode(words || '');
    wasm._mc_answer(call, number, give(body), body.length, give(note), note.length);
    dirty();
  };

  // --- frames: only when something happened
  let raf = 0;
  let frames = 0, took = 0;  // how many, and the last one's milliseconds
  let begun = false;  // what is answered before the first frame waits for it
  const frame = () => {
    if (raf) cancelAnimationFrame(raf);
    raf = 0;
    inside = true;
    frames++;
    const since = performance.now();
    try { wasm._mc_frame(); } finally { inside = false; }
    took = performance.now() - since;
  };
  const dirty = () => { if (!raf && begun) raf = requestAnimationFrame(frame); };
  const now = () => (inside ? dirty() : frame());

  // --- DOM: a keyed comparison; an element lives as long as its id, and the focused one is never moved
  const elements = new Map();
  let fresh = new Map();
  const create = (n) => {
    const e = n.t === 'svg' ? document.createElementNS('http://www.w3.org/2000/svg', 'svg') : document.createElement(n.t);
    if (n.t === 'svg') e.append(document.createElementNS('http://www.w3.org/2000/svg', 'path')), e.firstChild.setAttribute('pathLength', 100);
    e._i = n.i;
    e._t = n.t;
    e._a = {};
    if (n.t === 'video') { e.muted = true; e.autoplay = true; setTimeout(see('attach')); }
    if (n.t === 'img') e.addEventListener('error', () => e.classList.add('broken'));
    return e;
  };
  const place = (e, n, ox, oy) => {
    const d = n.d || [0, 0, 0];
    const css = `left:${n.r[0] - ox}px;top:${n.r[1] - oy}px;width:${n.r[2]}px;height:${n.r[3]}px;font-size:${n.f[0]}px;line-height:${n.f[1]}px;font-weight:${n.f[2]}` +
      (n.d ? `;padding:${d[1]}px ${d[0]}px 0${d[2] ? ';text-align:' + ['left', 'center', 'right'][d[2]] : ''}` : '');
    if (e._css !== css) e.style.cssText = e._css = css;
    if (e._c !== n.c) e.setAttribute('class', e._c = n.c);
  };
  const attribute = (e, name, value) => {
    if (name === 'data-path') e.firstChild.setAttribute('d', value);
    else if (name === 'data-hold') e.firstChild.setAttribute('stroke-dashoffset', 100 - value);
    else e.setAttribute(name, name === 'src' ? value.replace(/^[\w-]+\.(svg|jpg)/, asset) : value);  // pictures of our own by their names
  };
  const attributes = (e, n) => {
    for (const name in n.a) if (e._a[name] !== n.a[name]) attribute(e, name, n.a[name]);
    for (const name in e._a) if (!(name in n.a)) e.removeAttribute(name);
    e._a = n.a;
  };
  const words = (e, n) => {
    const said = (n.p || '') + (n.x || '');
    const whole = said + '\u0000' + (n.h || '');
    if (n.k || n.o || e._x === whole || n.t === 'input' || n.t === 'textarea' || n.t === 'svg') return;
    const old = e._x;
    e._x = whole;
    // a live region speaks when its text changes, not when it appears with one
    if (n.a.role === 'status' && old === undefined) { setTimeout(() => { if (e._x === whole) e.textContent = said; }, 60); return; }
    e.textContent = n.x || '';
    if (n.p) e.prepend(hidden(n.p));
    if (n.h) e.append(hidden(n.h));
  };
  const hidden = (said) => {
    const span = document.createElement('span');
    span.className = 'hidden';
    span.textContent = said;
    return span;
  };
  const value = (e, n) => {
    if (n.o) {
      const list = JSON.stringify(n.o);
      if (e._o !== list) {
        e._o = list;
        e.replaceChildren(...n.o.map(([v, t]) => new Option(t, v)));
      }
    }
    if ('v' in n && !e._composing) {
      // what the element sent is what C++ answered: leave it; else the model changed it on its own
      const same = e.value.normalize('NFC') === n.v;
      if (!same && (document.activeElement !== e || e._sent === undefined || n.v !== e._sent.normalize('NFC'))) e.value = n.v;
    }
    if (n.a.type === 'radio' || n.a.type === 'checkbox') e.checked = !!n.on;
  };
  const drop = (e) => e.remove();
  const sync = (parent, nodes, ox, oy) => {
    let at = parent.firstChild;
    for (const n of nodes) {
      let e = elements.get(n.i);
      if (e && e._t !== n.t) {
        if (e === at) at = at.nextSibling;
        drop(e);
        e = null;
      }
      if (!e) elements.set(n.i, e = create(n));
      while (at && at !== e && !fresh.has(at._i)) {
        const next = at.nextSibling;
        drop(at);
        at = next;
      }
      if (at === e) at = at.nextSibling;
      else parent.insertBefore(e, at);
      place(e, n, ox, oy);
      words(e, n);
      if (n.k) sync(e, n.k, n.r[0], n.r[1]);
      attributes(e, n);
      value(e, n);
      if (n.a['data-qr']) qrPicture(e, n.a['data-qr']);
    }
    while (at) {
      const next = at.nextSibling;
      drop(at);
      at = next;
    }
  };
  const collect = (nodes) => {
    for (const n of nodes) {
      fresh.set(n.i, n);
      if (n.k) collect(n.k);
    }
  };
  let shortcuts = [];
  const commit = (json) => {
    const tree = JSON.parse(json);
    fresh = new Map();
    collect(tree.k);
    page.style.height = tree.height + 'px';
    sync(page, tree.k, 0, 0);
    for (const id of elements.keys()) if (!fresh.has(id)) elements.delete(id);
    shortcuts = tree.keys;
    if (tree.title && document.title !== tree.title) document.title = tree.title;
    const service = document.getElementById('service');
    if (tree.brand && service.textContent !== tree.brand) service.textContent = tree.brand;
    html.classList.toggle('wide', !!tree.wide);
    if (tree.focus) focusOn(tree.focus);
    for (const splash of document.querySelectorAll('#splash')) splash.remove();
  };
  const focusOn = (key) => {
    const target = key === 'h1' ? page.querySelector('h1') : document.getElementById(key);
    if (!target) return;
    target.focus({preventScroll: true});
    if (key === 'h1') scrollTo(0, 0);
    else target.scrollIntoView({block: key === 'error-summary' ? 'start' : 'center'});
  };
  const qrPicture = (e, rows) => {
    if (!plain) return e.replaceChildren();  // it is painted
    const bits = rows.trim().split(' ');
    const c = e.firstChild || e.appendChild(document.createElement('canvas'));
    c.width = c.height = bits.length + 8;
    c.style.cssText = 'position:absolute;left:0;top:0;width:100%;height:100%;image-rendering:pixelated';
    const g = c.getContext('2d');
    g.fillStyle = '#fff';
    g.fillRect(0, 0, c.width, c.width);
    g.fillStyle = '#000';
    bits.forEach((row, y) => [...row].forEach((bit, x) => bit === '1' && g.fillRect(x + 4, y + 4, 1, 1)));
  };

  // --- events
  const PRESS = 0, INPUT = 1, FOCUS = 2, BLUR = 3, KEY = 4, STROKE = 5;
  const post = (kind, id, words) => {
    const bytes = coder.encode(words || '');
    wasm._mc_event(kind, id, give(bytes), bytes.length);
  };
  const hash = (key) => {
    let h = 2166136261;
    for (const byte of coder.encode(key)) h = Math.imul(h ^ byte, 16777619);
    return h >>> 0;
  };
  const typed = (e) => e && e._i && (e._t === 'textarea' || (e._t === 'input' && /text|password/.test(e.type)));
  const press = (id) => {
    post(PRESS, id);
    now();
  };
  page.addEventListener('click', (event) => {
    const e = event.target.closest('button,a,[role=option]');
    if (!e || !e._i || !wasm) return;
    if (e._t === 'a') {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button || e.classList.contains('outside')) return;
      event.preventDefault();
      if (e.classList.contains('route')) return go(e.getAttribute('href'));
    }
    if (e.getAttribute('aria-disabled') !== 'true') press(e._i);
  });
  page.addEventListener('pointerdown', (event) => {
    if (event.target.closest('[role=option]')) event.preventDefault();  // the field keeps the focus
    const pad = event.target.closest('.pad');
    if (pad) draw(pad, event);
  });
  // the mouse's own default (moving the focus) comes with mousedown
  page.addEventListener('mousedown', (event) => { if (event.target.closest('[role=option]')) event.preventDefault(); });
  page.addEventListener('submit', (event) => event.preventDefault());
  const send = (e) => {
    e._sent = e.value;
    post(INPUT, e._i, e.value);
    dirty();
  };
  page.addEventListener('input', (event) => { if (typed(event.target) || event.target._t === 'select') send(event.target); });
  page.addEventListener('change', (event) => {
    const e = event.target;
    if (e.type === 'radio' || e.type === 'checkbox') {
      post(INPUT, e._i, e.checked ? '1' : '0');
      now();
    } else if (e.type === 'file') {
      file(e);
    } else if ((typed(e) || e._t === 'select') && e._sent !== e.value) {
      send(e);
    }
  });
  page.addEventListener('focusin', (event) => { if (typed(event.target)) { post(FOCUS, event.target._i); dirty(); } });
  page.addEventListener('focusout', (event) => {
    const e = event.target;
    if (!typed(e) || !wasm) return;
    e._composing = false;
    post(BLUR, e._i);
    dirty();
  });
  page.addEventListener('compositionstart', (event) => { event.target._composing = true; });
  page.addEventListener('compositionend', (event) => {
    event.target._composing = false;
    if (typed(event.target)) send(event.target);
  });
  const combination = (event) => {
    const key = event.code.startsWith('Key') ? event.code.slice(3) : event.code.startsWith('Digit') ? event.code.slice(5) : event.key;
    return (event.ctrlKey ? 'Ctrl+' : '') + (event.altKey ? 'Alt+' : '') + (event.shiftKey ? 'Shift+' : '') + key;
  };
  addEventListener('keydown', (event) => {
    if (!wasm || event.isComposing) return;
    const e = event.target;
    if (e._i && e.getAttribute('role') === 'combobox') {
      const open = e.getAttribute('aria-expanded') === 'true';
      if (['ArrowDown', 'ArrowUp'].includes(event.key) || (open && ['Escape', 'Enter'].includes(event.key))) {
        event.preventDefault();
        post(KEY, e._i, event.key);
        return now();
      }
    }
    const struck = combination(event);
    if (!shortcuts.includes(struck) || (typed(e) && struck.length === 1)) return;
    event.preventDefault();
    press(hash('shortcut/' + struck));
  });
  const draw = (pad, first) => {
    first.preventDefault();
    pad.setPointerCapture(first.pointerId);
    const at = (event) => {
      const box = pad.getBoundingClientRect();
      return `${((event.clientX - box.left) / box.width).toFixed(4)} ${((event.clientY - box.top) / box.height).toFixed(4)} `;
    };
    const move = (event) => {
      const all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      post(STROKE, pad._i, (all.length ? all : [event]).map((each) => 'm ' + at(each)).join(''));
      dirty();
    };
    const end = () => {
      pad.removeEventListener('pointermove', move);
      pad.removeEventListener('pointerup', end);
      pad.removeEventListener('pointercancel', end);
    };
    post(STROKE, pad._i, 'd ' + at(first));
    dirty();
    pad.addEventListener('pointermove', move);
    pad.addEventListener('pointerup', end);
    pad.addEventListener('pointercancel', end);
  };

  /** Lets the browser do what it has to: long work in pieces keeps it answering. */
  const pause = () => new Promise((done) => setTimeout(done, 4));
  // A Worker takes no integrity: its script is fetched and checked, then comes again out of the cache, which keeps it for good.
  const workerOf = async (name, heard) => {
    const checked = await fetch(asset(name), {integrity: integrity(name)});
    await checked.arrayBuffer();
    const made = new Worker(asset(name));
    made.onmessage = ({data}) => heard(data);
    return made;
  };
  const script = (name) => new Promise((loaded, failed) => {
    const e = document.createElement('script');
    e.integrity = integrity(name);
    e.src = asset(name);
    e.onload = loaded;
    e.onerror = failed;
    document.head.append(e);
  });

  // --- painting: web/painter.js has the draw list and its textures, so scrolling redraws without a frame of C++
  const most = 4096;  // device px of the picture's height; taller pages are shown through a window that follows the scroll
  let brush = null;  // sends the painter a message
  let plain = true;
  let asked = 0, painted = 0;  // pictures
  let sentRows = 0;  // height of the glyph atlas that the painter has
  let easel = null;  // shows the Worker's pictures
  const shown = {top: 0, height: 0, page: 0};  // the window and the whole page, in CSS px
  let unveil = 0;  // the form itself is shown until this picture is there
  const heardOf = (data) => {
    if ('lost' in data) return stray(data.lost, false);
    const {picture} = data;
    if (picture) {
      if (canvas.width !== picture.width) canvas.width = picture.width;
      if (canvas.height !== picture.height) canvas.height = picture.height;
      easel.transferFromImageBitmap(picture);
    }
    painted = data.serial;
    canvas.style.height = data.shown + 'px';
    canvas.style.top = data.top + 'px';
    if (!plain && painted >= unveil) html.classList.remove('plain');
    if (late) stray(false, false);
  };
  let astray = false, late = false;  // without its GPU or ended by an error; or long in answering
  const stray = (is, slow) => {
    astray = is;
    late = slow;
    if (begun) changed();
  };
  let patience = 0;
  const hand = (job, lent) => {
    brush(job, lent);
    clearTimeout(patience);
    patience = setTimeout(() => { if (!plain && asked !== painted) stray(true, true); }, 4000);
  };
  /** The brush of a painter, when it can paint. `make` gives what listens to `heard` and how to send to it. */
  const painterOf = (make) => new Promise((done, failed) => {
    let send = null;
    make((data) => ('able' in data ? setTimeout(() => (data.able ? done(send) : failed(new Error('no WebGL')))) : heardOf(data))).then((how) => { send = how; }, failed);
  });
  const inWorker = async (heard) => {
    if (!self.OffscreenCanvas) throw new Error('none');
    const worker = await workerOf('painter.js', heard);
    worker.onerror = () => {
      heard({able: false});
      if (easel) stray(true, false);
    };
    return (message, lent) => worker.postMessage(message, lent);
  };
  const inPage = async (heard) => {
    await script('painter.js');
    return painter(canvas, heard);
  };
  const prepare = async () => {
    const worker = await painterOf(inWorker).catch(() => null);
    easel = worker && canvas.getContext('bitmaprenderer', {alpha: false});
    brush = worker || await painterOf(inPage);
  };
  const bytes = (at, length) => wasm.HEAPU8.slice(at, at + length);
  const paint = (vertices, vertexBytes, indices, indexBytes, commands, count, atlas, atlasWidth, atlasHeight, from, to, paper, width, height, dpr) => {
    if (plain) return;
    const deviceHeight = Math.min(Math.ceil(height * dpr), Math.max(most, Math.ceil(innerHeight * dpr * 1.5)));
    shown.page = height;
    shown.height = deviceHeight / dpr;
    follow();
    if (atlasHeight !== sentRows) [from, to] = [0, atlasHeight];
    sentRows = atlasHeight;
    const job = {serial: ++asked, vertices: bytes(vertices, vertexBytes), indices: bytes(indices, indexBytes), commands: wasm.HEAPF32.slice(commands >> 2, (commands >> 2) + count * 6),
      atlas: bytes(atlas + atlasWidth * from, atlasWidth * (to - from)), atlasWidth, atlasHeight, from, to, paper, dpr, width: Math.round(width * dpr), height: deviceHeight, top: shown.top, shown: shown.height};
    hand(job, [job.vertices.buffer, job.indices.buffer, job.commands.buffer, job.atlas.buffer]);
  };
  // moves the window of a tall page so that what is on the screen is in its middle
  const follow = () => {
    const spare = Math.max(0, shown.page - shown.height), was = shown.top;
    const seen = scrollY - stage.offsetTop;
    const margin = (shown.height - innerHeight) / 2;
    if (spare <= 1) shown.top = 0;
    else if (seen < was || seen + innerHeight > was + shown.height || Math.abs(seen - margin - was) > margin * 0.6) shown.top = Math.round(Math.min(Math.max(seen - margin, 0), spare));
    return shown.top !== was;
  };
  let scrolling = 0;
  addEventListener('scroll', () => {
    if (scrolling || plain) return;
    scrolling = requestAnimationFrame(() => {
      scrolling = 0;
      if (follow()) hand({serial: ++asked, top: shown.top});
    });
  }, {passive: true});

  // --- glyphs that the font lacks
  const ink = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  // The service worker opens the public form without a link; it keeps the words of the language that is read.
  const speak = () => navigator.serviceWorker?.ready.then((worker) => worker.active.postMessage({speak: html.lang, used: slices}));
  const fonts = () => getComputedStyle(document.body).fontFamily;
  let family = '', cyrillic = false;
  const glyphFont = (bold, px) => `${bold ? 700 : 400} ${px}px ${family}`;
  // Chinese and Japanese share code points but not shapes: the style sheet names the fonts of each language.
  /** Whether letters look other than in the language before. */
  const glyphsFor = (lang) => {
    const before = family;
    html.lang = lang;
    family = fonts();
    speak();
    if (lang === 'ru' && !cyrillic) loadCyrillic();
    return slicesFor(lang) || family !== before;
  };
  // Letters that not all pages need (ranges: client/CMakeLists.txt, put in by pack.mjs): the browser fetches a file when one of its
  // letters is to be shown; until then, and without it, a font of the system draws.
  const ranges = {}/*ranges*/;
  const letters = (url, weight, unicodeRange, name = 'UI') => {
    const face = new FontFace(name, `url(${url})`, {weight, unicodeRange});
    document.fonts.add(face);
    face.loaded.then(() => {
      if (slices) slices.push(url);
      redraw();
    }, redraw);
    return face;
  };
  let redrawing = 0;  // files that come one after the other: few pictures
  const redraw = () => {
    if (!redrawing) redrawing = setTimeout(() => {
      redrawing = 0;
      wasm._mc_fonts();
      dirty();
      speak();
    }, 60);
  };
  const loadCyrillic = () => {
    cyrillic = true;
    for (const [name, weight] of [['cyrillic.ttf', '400'], ['cyrillic-bold.ttf', '700']]) letters(asset(name), weight, ranges.cyrillic).load();
  };
  const width = (code, bold) => {
    ink.font = glyphFont(bold, 100);
    return ink.measureText(String.fromCodePoint(code)).width / 100;
  };
  // Chinese, Korean and Japanese where the system has no letters of theirs (one is as wide as what exists nowhere): slices of Noto
  // Sans (.ci/fonts), of which the browser fetches those that a page needs. Until they are there, letters are blanks, not boxes.
  const foreign = {zh: [0x4EEC, 'SC'], ko: [0xD55C, 'KR'], ja: [0x3042, 'JP']};
  let slices;  // addresses of what was used, once some are needed
  const lacks = (code) => width(code) === width(0xFFFE);
  const coming = (code) => slices && lacks(code) && (!slices.length || document.fonts.status === 'loading');
  /** Whether slices are needed, and on their way. */
  const slicesFor = (lang) => {
    const [code, end] = foreign[lang] || [];
    if (!code || !lacks(code)) return false;
    delete foreign[lang];
    const url = asset(`fonts-${lang}.json`);
    fetch(url).then((response) => response.json()).catch(() => ({})).then((list) => {
      slices.push(url);
      for (const range in list) letters(list[range], '400', range, 'Noto Sans ' + end);
      redraw();
    });
    slices = slices || [];
    return true;
  };
  const glyphAdvance = (code, bold) => (coming(code) ? 1 : width(code, bold));
  const glyph = (code, bold, px, out, capacity, box) => {
    if (coming(code)) return 0;
    const letter = String.fromCodePoint(code);
    ink.font = glyphFont(bold, px);
    const m = ink.measureText(letter);
    const left = Math.ceil(m.actualBoundingBoxLeft) + 1, up = Math.ceil(m.actualBoundingBoxAscent) + 1;
    const w = left + Math.ceil(m.actualBoundingBoxRight) + 1, h = up + Math.ceil(m.actualBoundingBoxDescent) + 1;
    if (w < 3 || h < 3 || w * h > capacity) return 0;
    ink.canvas.width = Math.max(ink.canvas.width, w);
    ink.canvas.height = Math.max(ink.canvas.height, h);
    ink.font = glyphFont(bold, px);
    ink.clearRect(0, 0, w, h);
    ink.fillStyle = '#fff';
    ink.fillText(letter, left, up);
    const pixels = ink.getImageData(0, 0, w, h).data;
    for (let i = 0; i < w * h; i++) wasm.HEAPU8[out + i] = pixels[i * 4 + 3];
    wasm.HEAP32.set([-left, -up, w, h], box >> 2);
    return w * h;
  };

  // --- surroundings
  const dark = matchMedia('(prefers-color-scheme:dark)');
  const forced = matchMedia('(forced-colors:active)');
  const surroundings = () => [printing ? Math.min(html.clientWidth, 700) : html.clientWidth, html.clientHeight, band.offsetHeight, Math.min(devicePixelRatio, 4), parseFloat(getComputedStyle(html).fontSize) / 16, dark.matches && !printing ? 1 : 0];
  const colours = (css) => {
    for (const pair of css.split(';')) {
      const colon = pair.indexOf(':');
      if (colon > 0) html.style.setProperty(pair.slice(0, colon), pair.slice(colon + 1));
    }
  };
  let around = '', printing = false;
  const changed = () => {
    const was = plain;
    plain = !brush || astray || printing || forced.matches;
    if (plain) html.classList.add('plain');
    else if (was) unveil = asked + 1;
    if (was !== plain) { wasm._mc_repaint(); dirty(); }
    const is = surroundings();
    // a window that is being made has no size yet
    if (is[0] < 64 || around === is.join()) return;
    around = is.join();
    wasm._mc_environment(...is);
    dirty();
  };

  // Paper takes the form itself: words, and none cut off where the picture of a tall page ends.
  const print = (now) => () => {
    if (!begun) return;
    printing = now;
    changed();
    if (now && !inside) frame();
  };
  addEventListener('beforeprint', print(true));
  addEventListener('afterprint', print(false));

  // --- Host: address. The officer's pages are a module of their own; on the way from one to the other the page loads anew.
  const officers = (route) => /^\/\w+\/officer(\/|$)/.test(route);
  const moduleName = officers(location.pathname) ? 'officer' : 'client';
  const elsewhere = (route) => officers(route) !== officers(location.pathname);
  const go = (route) => {
    if (elsewhere(route)) return location.assign(route);
    if (route !== location.pathname) history.pushState(null, '', route);
    dirty();
  };
  const replace = (route) => {
    if (elsewhere(route)) return location.replace(route);
    history.replaceState(null, '', route);
    dirty();
  };
  addEventListener('popstate', dirty);

  // --- Host: fetch
  let leaving = false;  // what is sent while the page goes is sent to its end
  addEventListener('pagehide', () => {
    leaving = true;
    wasm?._mc_leave();
    leaving = false;
  });
  const request = (call, method, path, headers, body) => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), 30000);
    const init = {method, signal: abort.signal, credentials: 'same-origin', headers: Object.fromEntries(headers.split('\n').filter(Boolean).map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1)];
    }))};
    if (body) init.body = body;
    init.keepalive = leaving;
    fetch(path, init).then(async (response) => {
      const bytes = await response.arrayBuffer();
      let lines = '';
      response.headers.forEach((each, name) => { lines += name + ':' + each + '\n'; });
      answer(call, response.status, bytes, lines);
    }).catch(() => answer(call, 0, '', '')).finally(() => clearTimeout(timer));
  };

  // --- Host: storage. Sealed with a key that cannot leave the browser; memory only where there is no WebCrypto or no database.
  const memory = new Map();
  let vaultPromise = null;
  const ask = (r) => new Promise((yes, no) => {
    r.onsuccess = () => yes(r.result);
    r.onerror = () => no(r.error);
  });
  const openVault = async () => {
    const opening = indexedDB.open('motcua', 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('records');
      opening.result.createObjectStore('keys');
    };
    const base = await ask(opening);
    let key = await ask(base.transaction('keys').objectStore('keys').get('seal'));
    if (!key) {
      key = await crypto.subtle.generateKey({name: 'AES-GCM', length: 256}, false, ['encrypt', 'decrypt']);
      // two tabs may both have made one: the first stays
      await ask(base.transaction('keys', 'readwrite').objectStore('keys').add(key, 'seal')).catch(() => {});
      key = await ask(base.transaction('keys').objectStore('keys').get('seal'));
    }
    return {base, key};
  };
  const vault = () => (vaultPromise = vaultPromise || openVault().catch(() => null));
  let writing = Promise.resolve();  // records are written in the order they were given
  const waiting = new Set();        // a record that waits is written as it is when its turn comes: who types fast does not make a queue
  const store = (name, given) => {
    memory.set(name, given);
    if (waiting.has(name)) return;
    waiting.add(name);
    writing = writing.then(async () => {
      waiting.delete(name);
      const v = await vault(), words = memory.get(name);
      if (!v || words === undefined) return;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt({name: 'AES-GCM', iv, additionalData: coder.encode(name)}, v.key, coder.encode(words));
      await ask(v.base.transaction('records', 'readwrite').objectStore('records').put({iv, sealed}, name));
    }).catch(() => {});
  };
  const load = async (call, name) => {
    try {
      await writing;
      const v = await vault();
      const record = v && await ask(v.base.transaction('records').objectStore('records').get(name));
      if (!record) throw 0;
      answer(call, 1, await crypto.subtle.decrypt({name: 'AES-GCM', iv: record.iv, additionalData: coder.encode(name)}, v.key, record.sealed));
    } catch {
      memory.has(name) ? answer(call, 1, memory.get(name)) : answer(call, 0, '');
    }
  };
  const forget = (name) => {
    memory.delete(name);
    waiting.delete(name);  // what is stored from now on comes behind this
    writing = writing.then(async () => {
      const v = await vault();
      if (v) await ask(v.base.transaction('records', 'readwrite').objectStore('records').delete(name));
    }).catch(() => {});
  };

  // --- Host: files, camera and vision
  const largest = 25 * 1024 * 1024;
  const picture = async (call, blob, name) => {
    if (blob.size > largest) return answer(call, 0, '', [blob.type, name, ''].join('\n'));
    answer(call, 1, await blob.arrayBuffer(), [blob.type, name, URL.createObjectURL(blob)].join('\n'));
  };
  const fileCalls = new Map();
  const file = (e) => {
    const chosen = e.files && e.files[0];
    const call = fileCalls.get(e.id);
    if (chosen && call !== undefined) picture(call, chosen, chosen.name);
    e.value = '';
  };
  // the camera and the vision Worker are in web/camera.js, which comes with the first page that has use for them
  let sight = null;  // a promise
  const see = (what) => (...given) => {
    if (!sight && !given.length) return;  // nothing to stop
    sight = sight || script('camera.js').then(() => self.sight({workerOf, answer, picture}));
    sight.then((all) => all[what](...given), () => {
      sight = null;
      if (typeof given[0] === 'number') answer(given[0], 0, '', 'busy');
    });
  };

  // --- Host: security keys (WebAuthn). Bytes are base64url on our side, as in WebAuthn's own JSON.
  const base64url = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  const bytesIn = (words) => Uint8Array.from(atob(words.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const securityKey = async (call, words) => {
    try {
      const {challenge, expiresIn, relyingParty, credentials, user, algorithms} = JSON.parse(words);
      const known = credentials.map((id) => ({type: 'public-key', id: bytesIn(id)}));
      const asked = {challenge: bytesIn(challenge), timeout: (expiresIn - 10) * 1000};  // ten seconds for the way back
      const signed = (r, more) => answer(call, 1, JSON.stringify({...more, clientData: base64url(r.clientDataJSON)}));
      if (user) {
        const publicKey = {...asked, rp: {id: relyingParty, name: 'Một Cửa'}, user: {...user, id: bytesIn(user.id)}, excludeCredentials: known, attestation: 'none',
          pubKeyCredParams: algorithms.map((alg) => ({type: 'public-key', alg})), authenticatorSelection: {residentKey: 'discouraged', userVerification: 'required'}};
        const {response} = await navigator.credentials.create({publicKey});
        return signed(response, {attestationObject: base64url(response.attestationObject)});
      }
      const {rawId, response} = await navigator.credentials.get({publicKey: {...asked, rpId: relyingParty, allowCredentials: known, userVerification: 'required'}});
      signed(response, {credential: base64url(rawId), authenticatorData: base64url(response.authenticatorData), signature: base64url(response.signature)});
    } catch (error) {
      answer(call, 0, error.name);
    }
  };

  const host = {go, replace, request, store, load, forget, see: (what, ...given) => see(what)(...given), onFile: (key, call) => fileCalls.set(key, call),
    asset, securityKey, after: (ms, call) => setTimeout(() => answer(call, 0), ms), answer, dirty,
    language: () => navigator.language || 'vi', online: () => navigator.onLine,
    random: () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    copy: (words) => { if (navigator.clipboard) navigator.clipboard.writeText(words).catch(() => {}); }};
  addEventListener('online', dirty);
  addEventListener('offline', dirty);

  // --- start
  const bytesOf = (name) => fetch(asset(name)).then((response) => response.arrayBuffer());
  // The module, before its script takes it out of the cache. By hand: fetch() with a hash would not take what is preloaded and
  // load it again. Without https there is no digest, and whoever could change this file could change the page.
  const genuine = async (name) => {
    const bytes = await bytesOf(name);
    if (!integrity(name) || !crypto.subtle) return;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    if ('sha256-' + btoa(String.fromCharCode(...digest)) !== integrity(name)) throw new Error(`${name} is not what was built`);
  };
  const start = async () => {
    // the page names the public module, which most visits want; the other one takes its place
    if (moduleName !== 'client') await script(moduleName + '.js');
    const parts = Promise.all([genuine(moduleName + '.wasm'), bytesOf('regular.ttf'), bytesOf('bold.ttf')]);
    parts.catch(() => {});  // told where it is waited for
    const painting = prepare();
    const [, regular, bold] = await parts;
    await pause();
    const module = await MotCua({bridge: {commit, paint, glyph, glyphAdvance, glyphsFor, colours, text, give}, host, locateFile: (name) => asset(name)});
    for (const [bytes, weight] of [[regular, '400'], [bold, '700']]) {
      const face = new FontFace('UI', bytes, {weight});
      document.fonts.add(face);
      await face.load();
    }
    wasm = module;
    const first = new Uint8Array(regular), second = new Uint8Array(bold);
    await pause();
    wasm._mc_start(give(first), first.length, give(second), second.length);
    await pause();
    // a GPU that is long in coming does not keep the words from the reader
    let decided = false;  // whether there is a painter
    painting.then(() => { if (brush && plain) changed(); }, () => {}).then(() => { decided = true; });
    await Promise.race([painting, new Promise((late) => setTimeout(late, 1500))]).catch(() => {});
    begun = true;
    letters(asset('names.ttf'), '400', ranges.names);
    html.lang = (/^\/([a-z]{2})\b/.exec(location.pathname) || [0, 'vi'])[1];
    family = fonts();
    new ResizeObserver(changed).observe(html);
    for (const query of [dark, forced]) query.addEventListener('change', changed);
    addEventListener('resize', changed);
    changed();
    frame();
    if (moduleName === 'client') navigator.serviceWorker?.register('/sw.js').catch(() => {});  // none without https
    window.motcua = {frames: () => frames, took: () => took, ready: true, plain: () => plain, painted: () => decided && !redrawing && (plain || asked === painted)};
  };
  start().catch((error) => {
    console.error(error);
    const words = document.querySelector('#splash main');
    if (!words) return;
    for (const [lang, said] of [['vi', 'Không mở được dịch vụ trên trình duyệt này. Hãy tải lại trang hoặc dùng trình duyệt mới hơn. Bạn cũng có thể đăng ký trực tiếp tại cơ quan quản lý xuất nhập cảnh.'],
      ['en', 'The service could not be opened in this browser. Reload the page or use a newer browser. You can also register in person at the immigration office.']]) {
      const p = document.createElement('p');
      p.lang = lang;
      p.textContent = said;
      words.append(p);
    }
  });
})();
