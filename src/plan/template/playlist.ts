import { say, type Template } from './shape.ts'

/** S8: existing videos, individual stories first, in order and with notes, released in the week in which a body debates. */
export const playlist: Template = {
  key: 'playlist',
  title: say('Stories for the week of the debate', 'Historias para la semana del debate', 'Des récits pour la semaine du débat', 'قصص لأسبوع النقاش'),
  lead: say(
    'The videos are there already. Put them in an order that begins with one person, say what each shows, and release them when those who decide debate it.',
    'Los vídeos ya existen. Ordénalos empezando por una persona, di qué muestra cada uno y publícalos cuando quienes deciden lo debaten.',
    'Les vidéos existent déjà. Mettez-les dans un ordre qui commence par une personne, dites ce que montre chacune, et publiez-les quand ceux qui décident en débattent.',
    'الفيديوهات موجودة. رتّبوها بدءًا بشخص واحد، وقولوا ما يعرضه كل منها، وانشروها حين يناقشها أصحاب القرار.'),
  anchor: say('The first day of the debate', 'El primer día del debate', 'Le premier jour du débat', 'أول أيام النقاش'),
  moments: [{ key: 'debate', kind: 'vote', day: 0, title: say('The council debates', 'El consejo debate', 'Le conseil débat', 'المجلس يناقش'), reason: say('A commission of inquiry is on its agenda.', 'Una comisión de investigación está en su agenda.', 'Une commission d’enquête est à son ordre du jour.', 'لجنة تحقيق على جدول أعماله.') }],
  tactics: [
    {
      kind: 'playlist', from: -3, to: 4, moment: 'debate',
      title: say('Twelve videos in order', 'Doce vídeos en orden', 'Douze vidéos dans l’ordre', 'اثنا عشر فيديو بترتيب'),
      why: say('Who has seen one face reads the report differently.', 'Quien vio un rostro lee el informe de otra manera.', 'Qui a vu un visage lit autrement le rapport.', 'من رأى وجهًا قرأ التقرير بطريقة أخرى.'),
      aims: [{ indicator: 'outlets', threshold: 4, words: say('Four outlets embed it', 'Cuatro medios la insertan', 'Quatre médias l’intègrent', 'أربع وسائل إعلام تدرجها') }],
      tasks: [
        { day: -20, title: say('Ask whoever is seen in them whether they still agree', 'Preguntar a quienes aparecen si siguen de acuerdo', 'Demander à ceux que l’on y voit s’ils sont toujours d’accord', 'سؤال من يظهرون فيها هل ما زالوا موافقين') },
        { day: -8, title: say('Subtitles in two languages', 'Subtítulos en dos idiomas', 'Sous-titres en deux langues', 'ترجمة بلغتين') },
      ],
    },
    {
      kind: 'lobbying', from: -14, to: -1, moment: 'debate',
      title: say('One video for each delegation', 'Un vídeo para cada delegación', 'Une vidéo pour chaque délégation', 'فيديو لكل وفد'),
      why: say('Three minutes before a meeting are watched; a list of links is not.', 'Tres minutos antes de una reunión se ven; una lista de enlaces, no.', 'Trois minutes avant une réunion se regardent ; une liste de liens, non.', 'ثلاث دقائق قبل اجتماع تُشاهد، أما قائمة روابط فلا.'),
      aims: [{ indicator: 'responses', threshold: 3, words: say('Three delegations mention a story', 'Tres delegaciones mencionan una historia', 'Trois délégations évoquent un récit', 'ثلاثة وفود تذكر قصة') }],
      tasks: [{ day: -15, title: say('Find out who speaks for each delegation', 'Averiguar quién habla por cada delegación', 'Trouver qui parle pour chaque délégation', 'معرفة من يتحدث باسم كل وفد') }],
    },
  ],
}
