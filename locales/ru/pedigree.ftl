# A family in drawings and words.

pedigree = Родословная
pedigree-with-remains = Родословная с останками на их месте
pedigree-of = Родословная: { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[other] { $count } человек
  }. Пропали: { $missing }. Сдали ДНК: { $typed }.
pedigree-nobody = никто
pedigree-related = { $one } и { $other } состоят в родстве.
founder-inbred = родители — родственники (инбридинг { $coefficient })
founder-related = родство с { $other } (коэффициент { $coefficient })
symbols = Обозначения
gave-dna = сдал(а) ДНК
legend-missing = пропал (?)
legend-relatives-who-married = брак между родственниками
legend-shapes = квадрат: мужчина, круг: женщина, ромб: пол неизвестен
