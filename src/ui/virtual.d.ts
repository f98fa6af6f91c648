declare module 'virtual:catalogue/*' {
  const catalogue: Record<string, string>
  export default catalogue
}

declare module '*.svg?raw' {
  const markup: string
  export default markup
}
