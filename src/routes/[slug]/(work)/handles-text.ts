/** As handles.ts reads them: one a line. */
export function handlesText(handles: readonly { network: string; handle: string }[]): string {
  return handles.map(({ network, handle }) => `${network} ${handle}`).join('\n')
}
