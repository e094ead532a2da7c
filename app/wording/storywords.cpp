// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/wording.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

struct Story {
    const char *id;
    const char *title;
    const char *text;
};

constexpr const char *context = "Portlight::App::StoryWords";

constexpr Story stories[] = {
    {"blocked-web-server",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "A web server that refuses everybody"),
     QT_TRANSLATE_NOOP(
         "Portlight::App::StoryWords",
         "A web server runs on port 8080, and a rule refuses that very port. To learn: "
         "a refusal by a rule looks like a missing service, and how to tell them "
         "apart.")},
    {"rule-order",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "The right rule in the wrong place"),
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords",
                       "A rule allows port 8080, but stands after one that drops it. To learn: the "
                       "first rule that fits decides.")},
    {"closed-by-policy", QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "No rule for it at all"),
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords",
                       "No rule speaks of port 8080, and what no rule allows is dropped. To learn: "
                       "the “otherwise” (policy) of a rule list.")},
    {"listens-locally",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "A service that listens only to itself"),
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords",
                       "The firewall is fine, but the service listens on 127.0.0.1 only. To learn: "
                       "not every refusal comes from a firewall.")},
    {"hotspot-without-forwarding",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "A hotspot that keeps everything to itself"),
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords",
                       "A gateway joins two networks, but does not pass packets on. To learn: "
                       "forwarding is a switch of the kernel, not a rule.")},
    {"gateway-without-masquerade",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "A gateway nobody can answer"),
     QT_TRANSLATE_NOOP(
         "Portlight::App::StoryWords",
         "Packets get out, but their answers find no way back. To learn: why a private "
         "network has to share its gateway's address (MASQUERADE).")},
    {"answers-blocked",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "Requests come in, answers stay inside"),
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords",
                       "Everything about port 8080 is allowed on the way in, and still nobody "
                       "connects. To learn: an answer has to pass rules, too, those of OUTPUT.")},
    {"untracked-server",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "A connection nobody keeps track of"),
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords",
                       "A rule allows new connections to port 8080, but connection tracking is "
                       "switched off for it. To learn: what is not tracked is never NEW.")},
    {"hidden-in-mangle",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "The rule where nobody looks"),
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords",
                       "The list that everybody reads lets port 8080 in; a table before it has "
                       "dropped it already. To learn: filter is one of five tables.")},
    {"guest-network",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "A router that refuses its guests"),
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords",
                       "A router passes some ports on and refuses the rest. To learn: who refuses "
                       "need not be who was asked, and what passes through takes FORWARD.")},
    {"outgoing-refused",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "A computer that stands in its own way"),
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords",
                       "The other computer would answer, but a rule here lets no request out. To "
                       "learn: “Connection refused” can come from one's own computer.")},
    {"ipv6-forgotten",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "Open for one kind of address only"),
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords",
                       "Port 8080 was opened for IPv4, and clients use IPv6 where they can. To "
                       "learn: IPv4 and IPv6 have rules of their own.")},
    {"published-and-dropped",
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords", "A published port that leads to a wall"),
     QT_TRANSLATE_NOOP("Portlight::App::StoryWords",
                       "Port 8080 is sent on to a container, and INPUT allows it. To learn: what "
                       "is sent on is judged by FORWARD, not by INPUT.")},
};

const Story *find(const QString &storyId)
{
    for (const Story &story : stories) {
        if (storyId == QLatin1String(story.id)) {
            return &story;
        }
    }
    return nullptr;
}

} // namespace

QString storyTitle(const QString &storyId)
{
    const Story *story = find(storyId);
    return story == nullptr ? storyId : QCoreApplication::translate(context, story->title);
}

QString storyText(const QString &storyId)
{
    const Story *story = find(storyId);
    return story == nullptr ? QString() : QCoreApplication::translate(context, story->text);
}

} // namespace Portlight::App
