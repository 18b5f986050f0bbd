// Paints the kit's draw list with WebGL2. It runs in a Worker, where neither making the context (a quarter of a second without a
// GPU) nor painting holds up the page, and answers with pictures; where Workers have no WebGL, bridge.js loads it into the page.
//   -> {serial, vertices, indices, commands, atlas, atlasWidth, atlasHeight, from, to, paper, dpr, width, height, top, shown}
//      a picture to paint: width and height in device px; top and shown, the part of a tall page, in CSS px; `atlas` has the rows
//      from..to, or all of them (from = 0, to = atlasHeight)
//   -> {serial, top}                       the same list through a window further down
//   <- {able}                              once: whether there is WebGL
//   <- {serial, top, shown, picture}       painted; picture is an ImageBitmap, in the page itself nothing
//   <- {lost}                              the GPU lost everything: the form itself has to be shown; or is back: send all again
'use strict';
(() => {
  /** Paints on `canvas`, says everything through `tell(message, lent)`. Returns the function that takes messages. */
  const painter = (canvas, tell) => {
    let gl = null, program = null, pipe = null, job = null, timer = 0;
    const shader = (kind, source) => {
      const s = gl.createShader(kind);
      gl.shaderSource(s, source);
      gl.compileShader(s);
      gl.attachShader(program, s);
    };
    const begin = () => {
      gl = canvas.getContext('webgl2', {alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'low-power'});
      if (!gl) return;
      program = gl.createProgram();
      shader(gl.VERTEX_SHADER, `#version 300 es
in vec2 p;in vec2 t;in vec4 c;uniform vec4 v;uniform vec2 s;out vec2 uv;out vec4 k;void main(){uv=t*s;k=c;gl_Position=vec4(p*v.xy+v.zw,0,1);}`);
      // dark on light looks thin when coverage is blended in sRGB: lift it a little
      shader(gl.FRAGMENT_SHADER, `#version 300 es
precision mediump float;in vec2 uv;in vec4 k;uniform sampler2D a;out vec4 o;void main(){float m=texture(a,uv).r;float l=dot(k.rgb,vec3(.3,.6,.1));m=pow(m,mix(.78,1.,l));o=vec4(k.rgb,k.a*m);}`);
      ['p', 't', 'c'].forEach((name, at) => gl.bindAttribLocation(program, at, name));
      gl.linkProgram(program);
      gl.useProgram(program);
      pipe = {view: gl.getUniformLocation(program, 'v'), scale: gl.getUniformLocation(program, 's'), textureHeight: 0};
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
      [[2, gl.FLOAT, false, 0], [2, gl.FLOAT, false, 8], [4, gl.UNSIGNED_BYTE, true, 16]].forEach(([size, type, norm, offset], at) => {
        gl.enableVertexAttribArray(at);
        gl.vertexAttribPointer(at, size, type, norm, 20, offset);
      });
      gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
      for (const [name, mode] of [[gl.TEXTURE_MIN_FILTER, gl.NEAREST], [gl.TEXTURE_MAG_FILTER, gl.NEAREST], [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE], [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE]]) gl.texParameteri(gl.TEXTURE_2D, name, mode);
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
      gl.enable(gl.BLEND);
      gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    };
    const upload = ({atlas, atlasWidth, atlasHeight, from, to}) => {
      if (to - from === atlasHeight) gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, atlasWidth, atlasHeight, 0, gl.RED, gl.UNSIGNED_BYTE, atlas);
      else if (to > from) gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, from, atlasWidth, to - from, gl.RED, gl.UNSIGNED_BYTE, atlas);
    };
    const drawList = ({commands, dpr, top, height}) => {
      for (let i = 0; i < commands.length; i += 6) {
        const [count, first, x0, y0, x1, y1] = commands.subarray(i, i + 6);
        gl.disable(gl.SCISSOR_TEST);
        if (x0 > 0 || y1 <= 9e5) {
          gl.enable(gl.SCISSOR_TEST);
          gl.scissor(Math.round(x0 * dpr), Math.round(height - (y1 - top) * dpr), Math.max(0, Math.round((x1 - x0) * dpr)), Math.max(0, Math.round((y1 - y0) * dpr)));
        }
        gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, first * 4);
      }
    };
    const draw = () => {
      timer = 0;
      if (gl.isContextLost()) return;
      const {serial, dpr, top, shown, width, height, paper} = job;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      gl.viewport(0, 0, width, height);
      gl.disable(gl.SCISSOR_TEST);
      gl.clearColor((paper >> 16) / 255, ((paper >> 8) & 255) / 255, (paper & 255) / 255, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.uniform4f(pipe.view, 2 * dpr / width, -2 * dpr / height, -1, 1 + 2 * dpr * top / height);
      gl.uniform2f(pipe.scale, 1 / job.atlasWidth, 1 / job.atlasHeight);
      drawList(job);
      const picture = canvas.transferToImageBitmap?.();
      tell({serial, top, shown, picture}, picture && [picture]);
    };
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      tell({lost: true});
    });
    canvas.addEventListener('webglcontextrestored', () => {
      begin();
      tell({lost: false});
    });
    begin();
    tell({able: !!gl});
    return (message) => {
      if (gl.isContextLost()) return;
      if (message.vertices) {
        gl.bufferData(gl.ARRAY_BUFFER, message.vertices, gl.DYNAMIC_DRAW);
        gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, message.indices, gl.DYNAMIC_DRAW);
        upload(message);
      }
      job = {...job, ...message};
      // what comes while a picture waits to be painted is painted with it
      if (canvas.transferToImageBitmap) timer = timer || setTimeout(draw);
      else draw();
    };
  };
  if (self.document) { self.painter = painter; return; }
  self.canvas = new OffscreenCanvas(1, 1);
  const take = painter(self.canvas, postMessage.bind(self));
  self.onmessage = ({data}) => take(data);
})();
