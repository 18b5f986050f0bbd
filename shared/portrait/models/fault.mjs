// What the converters say of a file that they cannot take: one kind of error, whatever is wrong with the bytes.

/// A model file that is damaged, cut short, or of a kind the converter does not know.
export class DamagedModel extends Error {
  constructor(what, options) {
    super(`damaged model: ${String(what).slice(0, 200)}`, options);
    this.name = 'DamagedModel';
  }
}

export function require(holds, what) {
  if (!holds) throw new DamagedModel(what);
}

/// Runs a reader of foreign bytes. What it trips over (a missing field, an offset outside the file) is the file's fault, too.
export function guarded(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof DamagedModel) throw error;
    throw new DamagedModel(error.message, { cause: error });
  }
}

/// A shape of a file: at most eight whole numbers >= 0 whose product is no more than `most` (2^26: 256 MB of floats).
export function sizeOf(shape, most = 2 ** 26) {
  require(Array.isArray(shape) && shape.length <= 8, 'a shape is a short list');
  let size = 1;
  for (const side of shape) {
    require(Number.isInteger(side) && side >= 0 && side <= most, `side ${side} of a shape`);
    size *= side;
    require(size <= most, 'a shape larger than any model');
  }
  return size;
}
