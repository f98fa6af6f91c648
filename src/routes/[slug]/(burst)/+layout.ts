// What a participant sees works without JavaScript; the little that helps where there is some is one file of its own (static/burst.js).
export const csr = false
