/** A tag of a language as we take it: en, es-419, zh-Hant. */
export const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/
