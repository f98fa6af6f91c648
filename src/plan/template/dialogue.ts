import { say, type Template } from './shape.ts'

/** S1: a month of moderated conversation among people who do the work, with prompts and help for whoever takes part for the first time. */
export const dialogue: Template = {
  key: 'dialogue',
  title: say('A month of conversation', 'Un mes de conversación', 'Un mois de conversation', 'شهر من الحوار'),
  lead: say(
    'Bring people together who have tried something, ask them four questions over a month, and keep what they learnt where the next ones find it.',
    'Reúne a gente que ya probó algo, hazle cuatro preguntas durante un mes y guarda lo aprendido donde otros lo encuentren.',
    'Réunissez des gens qui ont essayé quelque chose, posez-leur quatre questions en un mois, et gardez ce qu’ils ont appris là où d’autres le trouveront.',
    'اجمعوا من جرّبوا، واطرحوا عليهم أربعة أسئلة خلال شهر، واحفظوا ما تعلموه حيث يجده من بعدهم.'),
  anchor: say('The first day of the conversation', 'El primer día de la conversación', 'Le premier jour de la conversation', 'أول يوم من الحوار'),
  moments: [{ key: 'begin', kind: 'day', day: 0, title: say('The conversation opens', 'Se abre la conversación', 'La conversation s’ouvre', 'يبدأ الحوار'), reason: say('Whoever speaks in the first two days sets the tone.', 'Quien habla en los dos primeros días marca el tono.', 'Ceux qui parlent les deux premiers jours donnent le ton.', 'من يتكلم في اليومين الأولين يحدد النبرة.') }],
  tactics: [
    {
      kind: 'workshop', from: -7, to: -7, begins: '16:00', ends: '17:30',
      title: say('Meet the moderators', 'Encuentro con quienes moderan', 'Rencontre des modérateurs', 'لقاء المشرفين على الحوار'),
      why: say('A conversation without a host falls asleep after three days.', 'Una conversación sin anfitrión se duerme a los tres días.', 'Une conversation sans hôte s’endort au bout de trois jours.', 'الحوار بلا مضيف ينام بعد ثلاثة أيام.'),
      aims: [{ indicator: 'attendance', threshold: 6, words: say('Six people moderate, two of them for newcomers', 'Seis personas moderan, dos de ellas para principiantes', 'Six personnes modèrent, dont deux pour les nouveaux', 'ستة يشرفون، اثنان منهم للجدد') }],
      tasks: [{ day: -10, title: say('Write the four prompts', 'Escribir las cuatro preguntas', 'Écrire les quatre questions', 'كتابة الأسئلة الأربعة') }],
    },
    {
      kind: 'chat', from: 0, to: 29, moment: 'begin',
      title: say('Four prompts, one a week', 'Cuatro preguntas, una por semana', 'Quatre questions, une par semaine', 'أربعة أسئلة، واحد كل أسبوع'),
      why: say('What was hard, what came of it, how it was done, why it was chosen: others can use exactly that.', 'Qué fue difícil, qué resultó, cómo se hizo, por qué se eligió: eso es justo lo que otros pueden usar.', 'Ce qui fut dur, ce qui en est sorti, comment, pourquoi : voilà ce dont d’autres peuvent se servir.', 'ما كان صعبًا، وما نتج، وكيف عُمل، ولماذا اختير: هذا بالضبط ما ينفع غيرهم.'),
      aims: [{ indicator: 'people', threshold: 60, tagged: true, words: say('60 people take part, a third for the first time', 'Participan 60 personas, un tercio por primera vez', '60 personnes participent, un tiers pour la première fois', 'يشارك 60 شخصًا، ثلثهم لأول مرة') }],
      tasks: [{ day: -3, title: say('Invite twenty people by name', 'Invitar a veinte personas por su nombre', 'Inviter vingt personnes par leur nom', 'دعوة عشرين شخصًا بأسمائهم') }],
    },
    {
      kind: 'report', from: 30, to: 44,
      title: say('What we learnt, in five cases', 'Lo aprendido, en cinco casos', 'Ce que nous avons appris, en cinq cas', 'ما تعلمناه في خمس حالات'),
      why: say('Failures are worth as much as successes to whoever comes next.', 'Los fracasos valen tanto como los éxitos para quien viene después.', 'Les échecs valent autant que les succès pour ceux qui suivent.', 'الإخفاق ينفع من يأتي بعدُ بقدر ما ينفع النجاح.'),
      aims: [{ indicator: 'other', threshold: 5, words: say('Five cases written down, one of them a failure', 'Cinco casos escritos, uno de ellos un fracaso', 'Cinq cas écrits, dont un échec', 'خمس حالات مكتوبة، إحداها إخفاق') }],
      tasks: [{ day: 32, title: say('Ask those who told most for their figures', 'Pedir sus cifras a quienes más contaron', 'Demander leurs chiffres à ceux qui ont le plus raconté', 'طلب الأرقام ممن رووا أكثر') }],
    },
  ],
}
