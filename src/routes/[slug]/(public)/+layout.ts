// Public pages work without JavaScript, and ship none.
export const csr = false
