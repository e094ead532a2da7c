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
