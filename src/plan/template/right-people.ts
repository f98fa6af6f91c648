import { say, type Template } from './shape.ts'

/** S10: the right knowledge to the right partners, and a case in court with an explanation behind each short post. */
export const rightPeople: Template = {
  key: 'right-people',
  title: say('A case in court, and who needs to know', 'Un caso en el tribunal y quién debe saberlo', 'Une affaire au tribunal, et qui doit savoir', 'قضية في المحكمة ومن يلزمه أن يعلم'),
  lead: say(
    'A short post loses what matters to a judge. Write the explanation once, link every post to it, and send partners only what concerns them.',
    'Un mensaje corto pierde lo que le importa a un juez. Escribe la explicación una vez, enlázala en cada mensaje y envía a las aliadas solo lo suyo.',
    'Un message court perd ce qui compte pour un juge. Écrivez l’explication une fois, liez-y chaque message, et n’envoyez aux partenaires que ce qui les concerne.',
    'المنشور القصير يفقد ما يهم القاضي. اكتبوا الشرح مرة، واربطوا به كل منشور، ولا ترسلوا إلى الشركاء إلا ما يعنيهم.'),
  anchor: say('The day of the hearing', 'El día de la audiencia', 'Le jour de l’audience', 'يوم الجلسة'),
  moments: [
    { key: 'hearing', kind: 'hearing', day: 0, clock: '09:30', minutes: 180, title: say('Hearing', 'Audiencia', 'Audience', 'جلسة'), reason: say('Experts are heard on this day only.', 'Solo ese día se escucha a especialistas.', 'Les experts ne sont entendus que ce jour-là.', 'لا يُسمع الخبراء إلا في هذا اليوم.') },
    { key: 'answer', kind: 'deadline', day: 30, title: say('The other side has to answer', 'La otra parte debe responder', 'La partie adverse doit répondre', 'على الطرف الآخر أن يجيب'), reason: say('What is not contested by then stands.', 'Lo que no se discuta hasta entonces queda firme.', 'Ce qui n’est pas contesté d’ici là demeure.', 'ما لا يُنازَع فيه حتى ذلك الحين يثبت.') },
  ],
  tactics: [
    {
      kind: 'litigation', from: -30, to: 0, moment: 'hearing',
      title: say('Bring the experts', 'Llevar a especialistas', 'Faire venir les experts', 'إحضار الخبراء'),
      why: say('The court asks what it is shown.', 'El tribunal pregunta por lo que se le muestra.', 'Le tribunal interroge ce qu’on lui montre.', 'تسأل المحكمة عما يُعرض عليها.'),
      aims: [{ indicator: 'other', threshold: 2, words: say('Two experts are heard', 'Se escucha a dos especialistas', 'Deux experts sont entendus', 'يُسمع خبيران') }],
      tasks: [{ day: -28, title: say('Write down what may not be said while the case is pending', 'Anotar lo que no se puede decir mientras el caso esté pendiente', 'Noter ce qui ne doit pas être dit tant que l’affaire est pendante', 'تدوين ما لا يجوز قوله ما دامت القضية منظورة') }],
    },
    {
      kind: 'press', from: -7, to: 2, moment: 'hearing',
      title: say('The explanation behind the short post', 'La explicación tras el mensaje corto', 'L’explication derrière le message court', 'الشرح خلف المنشور القصير'),
      why: say('Who follows the link knows more than the headline says.', 'Quien sigue el enlace sabe más que el titular.', 'Qui suit le lien en sait plus que le titre.', 'من يتبع الرابط يعرف أكثر مما يقوله العنوان.'),
      aims: [{ indicator: 'outlets', threshold: 3, words: say('Three outlets report what is in dispute, not only that there is one', 'Tres medios cuentan qué se discute, no solo que se discute', 'Trois médias disent l’objet du litige, pas seulement le litige', 'ثلاث وسائل إعلام تذكر موضوع النزاع لا وجوده فقط') }],
      tasks: [{ day: -10, title: say('Have the explanation read by somebody who knows nothing of it', 'Que lea la explicación alguien que no sepa nada del caso', 'Faire lire l’explication à quelqu’un qui n’en sait rien', 'أن يقرأ الشرح من لا يعرف شيئًا عنه') }],
    },
    {
      kind: 'briefing', from: -14, to: -10,
      title: say('Tell those partners whom it concerns', 'Avisar a las aliadas a quienes les toca', 'Prévenir les partenaires concernés', 'إخبار الشركاء المعنيين'),
      why: say('What is sent to everybody is read by nobody.', 'Lo que se envía a todos no lo lee nadie.', 'Ce qu’on envoie à tous n’est lu par personne.', 'ما يُرسل إلى الجميع لا يقرؤه أحد.'),
      aims: [{ indicator: 'other', threshold: 12, words: say('Twelve partners with this topic pass it on', 'Doce aliadas con este tema lo difunden', 'Douze partenaires du sujet le relaient', 'اثنا عشر شريكًا في هذا الموضوع ينقلونه') }],
      tasks: [{ day: -16, title: say('Enter topics, languages and countries of the partners', 'Añadir temas, idiomas y países de las aliadas', 'Noter thèmes, langues et pays des partenaires', 'إدخال موضوعات الشركاء ولغاتهم وبلدانهم') }],
    },
  ],
}
