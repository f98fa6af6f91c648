// A .svelte.ts module because only the bundler can read the icon files as text.
import search from 'lucide-static/icons/search.svg?raw'
import eye from 'lucide-static/icons/eye.svg?raw'
import eyeOff from 'lucide-static/icons/eye-off.svg?raw'
import lock from 'lucide-static/icons/lock.svg?raw'
import mapPin from 'lucide-static/icons/map-pin.svg?raw'
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw'
import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw'
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw'
import arrowRight from 'lucide-static/icons/arrow-right.svg?raw'
import check from 'lucide-static/icons/check.svg?raw'
import minus from 'lucide-static/icons/minus.svg?raw'
import x from 'lucide-static/icons/x.svg?raw'
import circleX from 'lucide-static/icons/circle-x.svg?raw'
import circleCheck from 'lucide-static/icons/circle-check.svg?raw'
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw'
import circleHelp from 'lucide-static/icons/circle-question-mark.svg?raw'
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw'
import clock from 'lucide-static/icons/clock.svg?raw'
import send from 'lucide-static/icons/send.svg?raw'
import reply from 'lucide-static/icons/reply.svg?raw'
import undo from 'lucide-static/icons/undo-2.svg?raw'
import wifiOff from 'lucide-static/icons/wifi-off.svg?raw'
import key from 'lucide-static/icons/key-round.svg?raw'
import phone from 'lucide-static/icons/phone.svg?raw'
import mail from 'lucide-static/icons/mail.svg?raw'
import message from 'lucide-static/icons/message-circle.svg?raw'
import siren from 'lucide-static/icons/siren.svg?raw'
import bell from 'lucide-static/icons/bell-ring.svg?raw'
import archive from 'lucide-static/icons/archive-x.svg?raw'
import note from 'lucide-static/icons/sticky-note.svg?raw'
import upload from 'lucide-static/icons/upload.svg?raw'
import download from 'lucide-static/icons/download.svg?raw'
import file from 'lucide-static/icons/file-text.svg?raw'
import printer from 'lucide-static/icons/printer.svg?raw'
import users from 'lucide-static/icons/users.svg?raw'
import logOut from 'lucide-static/icons/log-out.svg?raw'
import camera from 'lucide-static/icons/camera.svg?raw'
import link from 'lucide-static/icons/link.svg?raw'
import copy from 'lucide-static/icons/copy.svg?raw'
import plus from 'lucide-static/icons/plus.svg?raw'
import menu from 'lucide-static/icons/menu.svg?raw'
import rotate from 'lucide-static/icons/rotate-cw.svg?raw'
import pause from 'lucide-static/icons/pause.svg?raw'
import play from 'lucide-static/icons/play.svg?raw'
import megaphone from 'lucide-static/icons/megaphone.svg?raw'
import octagonX from 'lucide-static/icons/octagon-x.svg?raw'

/** The inner shapes of an icon file of lucide (ISC), without its frame. */
function shapes(file: string): string {
  return file.slice(file.indexOf('>', file.indexOf('<svg')) + 1, file.lastIndexOf('</svg>')).trim()
}

export const icons = {
  search: shapes(search),
  eye: shapes(eye),
  'eye-off': shapes(eyeOff),
  lock: shapes(lock),
  'map-pin': shapes(mapPin),
  'chevron-down': shapes(chevronDown),
  'chevron-left': shapes(chevronLeft),
  'chevron-right': shapes(chevronRight),
  'arrow-right': shapes(arrowRight),
  check: shapes(check),
  minus: shapes(minus),
  x: shapes(x),
  'circle-x': shapes(circleX),
  'circle-check': shapes(circleCheck),
  'circle-alert': shapes(circleAlert),
  'circle-help': shapes(circleHelp),
  'triangle-alert': shapes(triangleAlert),
  clock: shapes(clock),
  send: shapes(send),
  reply: shapes(reply),
  undo: shapes(undo),
  'wifi-off': shapes(wifiOff),
  key: shapes(key),
  phone: shapes(phone),
  mail: shapes(mail),
  message: shapes(message),
  siren: shapes(siren),
  bell: shapes(bell),
  archive: shapes(archive),
  note: shapes(note),
  upload: shapes(upload),
  download: shapes(download),
  file: shapes(file),
  printer: shapes(printer),
  users: shapes(users),
  'log-out': shapes(logOut),
  camera: shapes(camera),
  link: shapes(link),
  copy: shapes(copy),
  plus: shapes(plus),
  menu: shapes(menu),
  rotate: shapes(rotate),
  pause: shapes(pause),
  play: shapes(play),
  megaphone: shapes(megaphone),
  'octagon-x': shapes(octagonX),
}

export type IconName = keyof typeof icons
