/** For vite.config.ts, which svelte-check reads as TypeScript: a digest of everything that pages are made of. */
export declare function sources(): Promise<string>
