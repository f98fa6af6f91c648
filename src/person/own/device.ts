/** What somebody signs in with, in one word: enough to tell a lost telephone from the computer at home, too little to know anybody by. */
export const devices = ['android', 'iphone', 'ipad', 'windows', 'mac', 'linux', 'other'] as const
export type Device = (typeof devices)[number]

const marks: [RegExp, Device][] = [[/iPad/, 'ipad'], [/iPhone|iPod/, 'iphone'], [/Android/, 'android'], [/Windows/, 'windows'], [/Macintosh|Mac OS X/, 'mac'], [/Linux|CrOS|X11/, 'linux']]

export function deviceOf(userAgent: string | null | undefined): Device {
  return marks.find(([mark]) => mark.test(userAgent ?? ''))?.[1] ?? 'other'
}

export function deviceNamed(word: string | null): Device {
  return devices.find((one) => one === word) ?? 'other'
}
