import { say, type Template } from './shape.ts'

/** S6: photographs and drawings from supporters, moderated, with a line of words each; kept as an archive by date. */
export const pictures: Template = {
  key: 'pictures',
  title: say('A wall of pictures', 'Un muro de imágenes', 'Un mur d’images', 'جدار من الصور'),
  lead: say(
    'Ask for one picture that anybody can make at home. Light-hearted where it can be, looked through before it is shown, and kept by date.',
    'Pide una imagen que cualquiera pueda hacer en casa. Con humor si cabe, revisada antes de mostrarse y guardada por fecha.',
    'Demandez une image que chacun peut faire chez soi. Légère quand c’est possible, regardée avant d’être montrée, et gardée par date.',
    'اطلبوا صورة يستطيع أي أحد صنعها في بيته. مرحة ما أمكن، تُراجع قبل عرضها، وتُحفظ حسب التاريخ.'),
  anchor: say('The day on which the wall opens', 'El día en que se abre el muro', 'Le jour où le mur ouvre', 'يوم افتتاح الجدار'),
  moments: [
    { key: 'open', kind: 'day', day: 0, title: say('The wall opens', 'Se abre el muro', 'Le mur ouvre', 'افتتاح الجدار'), reason: say('With forty pictures on it, so that nobody has to be the first.', 'Con cuarenta imágenes ya puestas, para que nadie tenga que ser el primero.', 'Avec quarante images, pour que personne n’ait à être le premier.', 'وعليه أربعون صورة كي لا يكون أحد الأول.') },
    { key: 'show', kind: 'day', day: 30, title: say('The wall is shown in the street', 'El muro se muestra en la calle', 'Le mur est montré dans la rue', 'عرض الجدار في الشارع'), reason: say('Who has no network sees it too.', 'También lo ve quien no tiene red.', 'Ceux qui n’ont pas de réseau le voient aussi.', 'يراه أيضًا من لا شبكة له.') },
  ],
  tactics: [
    {
      kind: 'photo-wall', from: 0, to: 30, moment: 'open',
      title: say('Collect pictures', 'Reunir imágenes', 'Recueillir des images', 'جمع الصور'),
      why: say('A face says “me too” without a word, in every language.', 'Un rostro dice «yo también» sin palabras, en cualquier idioma.', 'Un visage dit « moi aussi » sans un mot, dans toutes les langues.', 'الوجه يقول «وأنا أيضًا» بلا كلمة وبكل لغة.'),
      aims: [{ indicator: 'posts', threshold: 300, tagged: true, words: say('300 pictures, each with words for those who cannot see it', '300 imágenes, cada una descrita para quien no puede verla', '300 images, chacune décrite pour qui ne la voit pas', '300 صورة، لكل منها وصف لمن لا يراها') }],
      tasks: [
        { day: -7, title: say('Make forty pictures with the partners', 'Hacer cuarenta imágenes con las aliadas', 'Faire quarante images avec les partenaires', 'إعداد أربعين صورة مع الشركاء') },
        { day: -2, title: say('Say who looks pictures through, and by what rule', 'Decidir quién revisa las imágenes y con qué regla', 'Dire qui regarde les images, et selon quelle règle', 'تحديد من يراجع الصور وبأي قاعدة') },
      ],
    },
    {
      kind: 'briefing', lane: 'offline', from: 30, to: 32, moment: 'show',
      title: say('The pictures on a real wall', 'Las imágenes en una pared de verdad', 'Les images sur un vrai mur', 'الصور على جدار حقيقي'),
      why: say('People who pass by stop at faces.', 'Quien pasa se detiene ante los rostros.', 'Les passants s’arrêtent devant des visages.', 'المارة يقفون أمام الوجوه.'),
      aims: [{ indicator: 'outlets', threshold: 3, words: say('Three outlets show it', 'Tres medios lo muestran', 'Trois médias le montrent', 'ثلاث وسائل إعلام تعرضه') }],
      tasks: [{ day: 15, title: say('Ask those who are on it whether they may be printed', 'Preguntar a quienes aparecen si se pueden imprimir', 'Demander à ceux qui y figurent si l’on peut imprimer', 'سؤال من يظهرون فيها هل يجوز طبعها') }],
    },
  ],
}
