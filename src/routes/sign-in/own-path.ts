/** Only a path of this site: a link must not lead a freshly signed-in person elsewhere. */
export const ownPath = (next: string | null) => (next && /^\/(?![/\\])/.test(next) ? next : '/desk')
