# When something goes wrong: what happened, that nothing was lost, what to do.

error-not-found = Здесь ничего нет
error-not-found-text = Возможно, адрес набран с ошибкой, или того, на что он указывал, здесь больше нет.
error-foreign-form = Эта форма больше не действует
error-foreign-form-text = Возможно, вы вошли заново после того, как её открыли. Вернитесь, обновите страницу и отправьте ещё раз. Ничего не изменено.
error-unreadable = Отправленное не удалось прочитать
error-unreadable-text = Вернитесь, проверьте форму и отправьте ещё раз. Ничего не изменено.
error-broken = У нас что-то сломалось
error-broken-text = Ничего не изменено. Попробуйте ещё раз; если повторится, скажите администратору, что вы делали.
