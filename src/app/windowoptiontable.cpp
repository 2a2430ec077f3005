// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "app/windowoptiontable.h"

QList<OptionSpec> windowOptionTable()
{
    const auto text = [](const char *latin1) { return QString::fromLatin1(latin1); };
    using Kind = ValueKind;
    constexpr auto Window = unsigned(Command::Window);
    return {
        {text("demo"),
         {},
         Kind::None,
         {},
         Window,
         text("Start the local server (unless CENTRIFUGO_* names another) and watch user#alice and "
              "news as alice."),
         {}},
        {text("demo-traffic"),
         {},
         Kind::None,
         {},
         Window,
         text("Send demo traffic from the start."),
         {}},
        {text("fresh"),
         {},
         Kind::None,
         {},
         Window,
         text("Restore and keep nothing of a session."),
         {}},
        {text("import"),
         text("FILE"),
         Kind::Text,
         {},
         Window,
         text("Begin with a server's settings: Centrifugo's JSON or YAML, or a .env file."),
         {}},
        {text("screenshot"),
         text("FILE"),
         Kind::Text,
         {},
         Window,
         text("Save a picture of the window once it is live, then quit; 1 if it is not in time."),
         {}},
        {text("timeout"), text("S"), Kind::Seconds, text("30"), Window,
         text("Seconds that the screenshot waits for live."), text("screenshot")},
    };
}
