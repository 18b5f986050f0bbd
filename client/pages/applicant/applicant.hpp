// The applicant's pages, one a file: each a pure function of the model.
#pragma once

#include "client/pages/shell.hpp"

namespace motcua::client::pages {

void choose_language(View& view, App& app);
void start(View& view, App& app);

// eligibility, before anything is typed
void eligibility_who(View& view, App& app);
void eligibility_birth(View& view, App& app);
void eligibility_card(View& view, App& app);
void eligibility_card_expiry(View& view, App& app);
void eligibility_passport(View& view, App& app);
void eligibility_answer(View& view, App& app);

// signing in
void sign_in(View& view, App& app);
void sign_in_code(View& view, App& app);

// the form
void task_list(View& view, App& app);
void question(View& view, App& app);
void passport(View& view, App& app);
void table(View& view, App& app);
void table_row(View& view, App& app);
void portrait(View& view, App& app);
void check(View& view, App& app);
void declaration(View& view, App& app);
void conflict(View& view, App& app);

// after filing
void booking_office(View& view, App& app);
void booking_day(View& view, App& app);
void booking_time(View& view, App& app);
void slip(View& view, App& app);
void status(View& view, App& app);
void status_of(View& view, App& app);
void withdraw(View& view, App& app);

void not_found(View& view, App& app);

}  // namespace motcua::client::pages
