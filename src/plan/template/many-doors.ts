import { say, type Template } from './shape.ts'

/** S12: a video that arrives on every telephone: a light link by day, the full one in the evening, passed on by volunteers in waves. */
export const manyDoors: Template = {
  key: 'many-doors',
  title: say('A message for every telephone', 'Un mensaje para cualquier teléfono', 'Un message pour tous les téléphones', 'رسالة لكل هاتف'),
  lead: say(
    'Most people have an old telephone and little credit. By day a light link and a short text to pass on, in the evening the video; then ask television.',
    'La mayoría tiene un teléfono viejo y poco saldo. De día un enlace ligero y un texto corto para reenviar; de noche el vídeo; después, la televisión.',
    'La plupart ont un vieux téléphone et peu de crédit. Le jour un lien léger et un texte court à transmettre, le soir la vidéo ; puis la télévision.',
    'لدى أغلب الناس هاتف قديم ورصيد قليل. نهارًا رابط خفيف ونص قصير للتمرير، ومساءً الفيديو، ثم اسألوا التلفزيون.'),
  anchor: say('The day of the first wave', 'El día de la primera ola', 'Le jour de la première vague', 'يوم الموجة الأولى'),
  moments: [{ key: 'wave', kind: 'day', day: 0, clock: '08:00', minutes: 720, title: say('First wave', 'Primera ola', 'Première vague', 'الموجة الأولى'), reason: say('Twelve hours in which everybody gets it from somebody they know.', 'Doce horas en que cada quien lo recibe de alguien conocido.', 'Douze heures où chacun le reçoit d’une connaissance.', 'اثنتا عشرة ساعة يصل فيها إلى كل واحد ممن يعرفه.') }],
  tactics: [
    {
      kind: 'video', from: 0, to: 0, begins: '08:00', ends: '20:00', moment: 'wave',
      title: say('Light by day, full in the evening', 'Ligero de día, completo de noche', 'Léger le jour, entier le soir', 'خفيف نهارًا وكامل مساءً'),
      why: say('A link that does not open is not tapped a second time.', 'Un enlace que no abre no se toca dos veces.', 'Un lien qui ne s’ouvre pas n’est pas touché deux fois.', 'الرابط الذي لا يفتح لا يُضغط مرة ثانية.'),
      aims: [{ indicator: 'other', threshold: 20000, words: say('20,000 taps on the links, taps and not people', '20 000 toques en los enlaces, que no son personas', '20 000 touches sur les liens, pas autant de personnes', '20000 ضغطة على الروابط، ضغطات لا أشخاص') }],
      tasks: [{ day: -3, title: say('Try every link on the oldest telephone we find', 'Probar cada enlace en el teléfono más viejo', 'Essayer chaque lien sur le plus vieux téléphone trouvé', 'تجربة كل رابط على أقدم هاتف نجده') }],
    },
    {
      kind: 'letters', lane: 'offline', from: 0, to: 0, begins: '08:00', ends: '20:00', moment: 'wave',
      title: say('Three waves of people who pass it on', 'Tres olas de gente que lo reenvía', 'Trois vagues de gens qui transmettent', 'ثلاث موجات ممن يمررونها'),
      why: say('A message from a friend is opened.', 'El mensaje de una amistad se abre.', 'Le message d’un ami s’ouvre.', 'رسالة الصديق تُفتح.'),
      aims: [{ indicator: 'attendance', threshold: 300, words: say('300 people pass it on to ten each', '300 personas lo reenvían a diez cada una', '300 personnes transmettent à dix chacune', '300 شخص يمررها كل منهم إلى عشرة') }],
      tasks: [{ day: -5, title: say('A text of at most 160 characters that needs no link', 'Un texto de 160 caracteres que no necesite enlace', 'Un texte de 160 signes qui se passe de lien', 'نص من 160 حرفًا لا يحتاج إلى رابط') }],
    },
    {
      kind: 'press', from: 1, to: 7,
      title: say('Offer it to television and cinemas', 'Ofrecerlo a televisión y cines', 'Le proposer à la télévision et aux cinémas', 'عرضه على التلفزيون ودور السينما'),
      why: say('Who was reached by many is easier to put on air.', 'Lo que llegó a muchos es más fácil de emitir.', 'Ce qui a touché beaucoup se diffuse plus aisément.', 'ما وصل إلى كثيرين أسهل بثًا.'),
      aims: [{ indicator: 'outlets', threshold: 2, words: say('Two stations show it', 'Dos canales lo emiten', 'Deux chaînes le montrent', 'قناتان تعرضانه') }],
      tasks: [{ day: 1, title: say('Send stations the file, not the link', 'Enviar a los canales el archivo, no el enlace', 'Envoyer aux chaînes le fichier, pas le lien', 'إرسال الملف إلى القنوات لا الرابط') }],
    },
  ],
}
