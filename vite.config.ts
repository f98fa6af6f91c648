import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import { sources } from './bin/build.mjs'
import { messages } from './src/ui/build/messages.ts'
import { walls } from './src/ui/build/walls.ts'

export default defineConfig({
  plugins: [
    walls(),
    messages(),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      // Pages are kept as ready bytes and served at several addresses: paths must not depend on where a page was rendered.
      paths: { relative: false },
      // Otherwise the moment of building: the same sources are to give the same bytes (npm run release), and open pages need no new ones then.
      version: { name: (await sources()).slice(0, 16) },
      // Only the pages on which people type in ask for it, each for its own address (src/ui/offline/install.ts).
      serviceWorker: { register: false },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one style attribute there is: kit hides its announcer for screen readers with it.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:', 'blob:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'worker-src': ['self', 'blob:'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  build: {
    // A font or picture as a data: address would be refused by the policy above.
    assetsInlineLimit: 0,
    // Whoever starts Clamor for the first time reads the output of this build: nothing but what is wrong belongs there.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  environments: { ssr: { build: { sourcemap: false } } },
})
