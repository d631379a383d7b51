# When something goes wrong: what happened, that nothing was lost, what to do.

error-not-found = There is nothing here
error-not-found-text = The address may be mistyped, or what it named is no longer here.
error-foreign-form = This form is no longer valid
error-foreign-form-text = You may have signed in again since you opened it. Go back, reload the page, and send it once more. Nothing was changed.
error-unreadable = What was sent can’t be read
error-unreadable-text = Go back, look at the form, and send it once more. Nothing was changed.
error-broken = Something went wrong on our side
error-broken-text = Nothing was changed. Try again; if it happens again, tell the administrator what you did.
