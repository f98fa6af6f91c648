// The live map is an enhancement; without JavaScript the server-drawn one stays.
export const csr = true
