// Converts a model as its package ships it into the ONNX file that both builds load.
//   node convert.mjs blazeface blazeface.json blazeface.bin OUT.onnx
//   node convert.mjs facemesh facemesh.json facemesh.bin OUT.onnx
//   node convert.mjs selfie selfie_segmentation.tflite OUT.onnx
//   node convert.mjs mobilefacenet MobileFaceNet.tflite OUT.onnx
//   node convert.mjs faceapi face_recognition_model-weights_manifest.json face_recognition_model.bin OUT.onnx
// A new model needs an entry in manifest.json, a fetch in .ci/models and a case here.
import { readFileSync, writeFileSync } from 'node:fs';
import { faceapiToOnnx } from './faceapi.mjs';
import { tfjsToOnnx } from './tfjs.mjs';
import { tfliteToOnnx } from './tflite.mjs';

const [what, ...paths] = process.argv.slice(2);
const out = paths.at(-1);
if (what === 'blazeface') {
  const outputs = { scores16: 'Identity', scores8: 'Identity_1', boxes16: 'Identity_2', boxes8: 'Identity_3' };
  writeFileSync(out, tfjsToOnnx(readFileSync(paths[0], 'utf8'), readFileSync(paths[1]), { height: 256, width: 256, outputs }));
} else if (what === 'facemesh') {
  // before their Reshape: 1404 x 1 x 1 numbers and one are the same either way
  const outputs = { mesh: 'Identity_2', presence: 'Identity_1' };
  writeFileSync(out, tfjsToOnnx(readFileSync(paths[0], 'utf8'), readFileSync(paths[1]), { height: 192, width: 192, outputs }));
} else if (what === 'selfie') {
  writeFileSync(out, tfliteToOnnx(readFileSync(paths[0]), { output: 'person' }));
} else if (what === 'mobilefacenet') {
  writeFileSync(out, tfliteToOnnx(readFileSync(paths[0]), { output: 'embedding' }));
} else if (what === 'faceapi') {
  writeFileSync(out, faceapiToOnnx(readFileSync(paths[0], 'utf8'), readFileSync(paths[1]), { output: 'embedding' }));
} else {
  console.error('usage: node convert.mjs blazeface|facemesh|selfie|mobilefacenet|faceapi FILES… OUT.onnx');
  process.exit(2);
}
