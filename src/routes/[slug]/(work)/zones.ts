/** What can be chosen; what is typed may be any zone that the machine knows. */
export const zones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')]
