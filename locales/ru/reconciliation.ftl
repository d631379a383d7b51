# Both sides of a hypothesis, and what people do about an identification.

## Both sides of a hypothesis
before-death = до смерти
what-it-says = Что это значит
speaks-for = согласуется
speaks-against = не согласуется
speaks-neither = ни о чём не говорит
tooth-same = то же самое
tooth-explained = могло так измениться
tooth-impossible = не могло так измениться
nothing-known = Ничего не известно.

## An identification's way
identifications-of-remains = Что предложено и подписано
proposing-means = Когда вы изучили обе стороны, предложите. Личность считается установленной, когда подпишут ещё двое.
propose-identification = Предложить как установление личности
proposed-finding = Результат ДНК { $times } вероятнее, если это останки этого человека, чем если постороннего: { $support }.
signatures-of-two = Подписали { $count } из 2.
remark-as-what = В качестве кого или примечание
sign-it = Подписать
signing-means = Подписывая, вы подтверждаете, что сами изучили обе стороны и что это один человек.
told-on = Когда сообщили
told-how = Кому и как сообщили
family-was-told = Семье сообщили лично
telling-means = С этого момента результат виден на страницах самой семьи.
withdraw-it = Отозвать

## A person's time line, remains at a glance
time-line = Хронология
inventory = Исследованные кости
bones-at-a-glance = { $percent } % скелета, не менее { $people } чел.
