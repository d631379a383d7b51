# A family in drawings and words.

pedigree = Տոհմածառ
pedigree-with-remains = Տոհմածառը՝ աճյունները տեղադրված
pedigree-of = { $count } հոգու տոհմածառ։ Անհետ կորած՝ { $missing }։ ԴՆԹ է տվել՝ { $typed }։
pedigree-nobody = ոչ ոք
pedigree-related = { $one } և { $other } միմյանց ազգական են։
founder-inbred = ծնողները ազգականներ են (ինբրիդինգ { $coefficient })
founder-related = ազգական է՝ { $other } (գործակից { $coefficient })
symbols = Նշաններ
gave-dna = ԴՆԹ է տվել
legend-missing = անհետ կորած (?)
legend-relatives-who-married = ամուսնացած ազգականներ
legend-shapes = քառակուսի՝ տղամարդ, շրջան՝ կին, շեղանկյուն՝ սեռը հայտնի չէ
