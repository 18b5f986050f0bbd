// PNG files made by hand: honest ones, and ones whose header lies.
import * as zlib from 'node:zlib';

const { crc32, deflateSync } = zlib;

// zlib.crc32 is new in node 22; Debian's is older
const table = Uint32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0; });
const crc = crc32 ?? ((bytes) => { let c = 0xffffffff; for (const b of bytes) c = table[(c ^ b) & 255] ^ (c >>> 8); return (c ^ 0xffffffff) >>> 0; });

export function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body) >>> 0, body.length + 4);
  return out;
}

/** An RGB picture; `rows` may be fewer than `height` says. 'flat' paints every row like the first: quick for large ones. */
export function png(width, height, pixel = () => [200, 190, 180], rows = height, kind = 'painted') {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0); head.writeUInt32BE(height, 4); head[8] = 8; head[9] = 2;
  const line = (y) => { const out = Buffer.alloc(1 + 3 * width); for (let x = 0; x < width; x++) out.set(pixel(x, y), 1 + 3 * x); return out; };
  const first = kind === 'flat' && line(0);
  const data = deflateSync(Buffer.concat(Array.from({ length: rows }, (_, y) => first || line(y))));
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** The picture with further chunks behind its header. */
export function withChunks(picture, chunks) { return Buffer.concat([picture.subarray(0, 33), ...chunks, picture.subarray(33)]); }

/** A few hundred bytes that would unfold to `width` x `height` pixels. */
export function bomb(width, height) {
  const one = png(1, 1);
  one.writeUInt32BE(width, 16); one.writeUInt32BE(height, 20);
  one.writeUInt32BE(crc(one.subarray(12, 29)) >>> 0, 29);
  return one;
}
