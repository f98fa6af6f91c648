/**
 * For `<details {...opened(must)}>`: open where it must be, and else as the person left it. With `open={must}` one that was opened before the page came
 * alive closes at the moment it does, and another one when anything beside it changes.
 */
export function opened(must: boolean): { open?: true; 'data-opened'?: true } {
  return must ? { open: true, 'data-opened': true } : {}
}
