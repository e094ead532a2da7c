// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/setmembers.h"

#include "app/models/qtext.h"
#include "app/models/rulemodel.h"
#include "app/pages/session.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QRegularExpression>

#include <algorithm>

namespace Portlight::App
{

namespace
{

constexpr std::size_t shownMembers = 1000;

QString membersText(const QString &name, const std::string &type,
                    const std::vector<std::string> &members, std::size_t count)
{
    QStringList lines{SetMembers::tr("%1 (%2): %n member(s)", nullptr, static_cast<int>(count))
                          .arg(name, Words::plain(type))};
    const auto shown = std::min(members.size(), shownMembers);
    for (std::size_t i = 0; i < shown; ++i) {
        lines << QStringLiteral("    ") + Words::plain(members[i]);
    }
    if (count > shown) {
        lines << QStringLiteral("    ")
                + SetMembers::tr("… and %n more", "members", static_cast<int>(count - shown));
    }
    return lines.join(QLatin1Char('\n'));
}

QString nativeText(const Core::NativeRuleset &ruleset, const std::string &place,
                   const QString &rule)
{
    const auto table =
        std::find_if(ruleset.tables.begin(), ruleset.tables.end(), [&](const auto &each) {
            return each.family + ' ' + each.name == place;
        });
    if (table == ruleset.tables.end()) {
        return {};
    }
    QStringList texts;
    for (const auto &name : namedSetsOf(rule)) {
        const auto set =
            std::find_if(table->sets.begin(), table->sets.end(), [&name](const auto &each) {
                return each.name == stdtext(name);
            });
        if (set != table->sets.end()) {
            const auto type = set->mapsTo.empty() ? set->type : set->type + " : " + set->mapsTo;
            texts << membersText(name, type, set->elements, set->elementCount);
        }
    }
    return texts.join(QStringLiteral("\n\n"));
}

} // namespace

QStringList namedSetsOf(const QString &rule)
{
    static const QRegularExpression name(QStringLiteral("@([A-Za-z_][A-Za-z0-9_./-]*)"));
    QStringList names;
    for (auto found = name.globalMatch(rule); found.hasNext();) {
        names << found.next().captured(1);
    }
    names.removeDuplicates();
    return names;
}

SetMembers::SetMembers(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::aboutToSwitch, this, [this] {
        delete m_call;
        m_call = nullptr;
        m_names.clear();
        setText({});
    });
}

void SetMembers::follow(const RuleModel &model, int row)
{
    const auto *rule = model.rule(row);
    auto names = rule == nullptr ? std::vector<std::string>() : Core::setsOf(*rule);
    if (!names.empty()) {
        if (names != m_names) {
            m_names = std::move(names);
            read();
        }
        return;
    }
    delete m_call;
    m_call = nullptr;
    m_names.clear();
    const auto *native = model.nativeRule(row);
    const auto &tables = m_session.data().native;
    setText(native != nullptr && tables
                ? nativeText(*tables, model.place().table, qtext(native->text))
                : QString());
}

void SetMembers::refresh()
{
    if (!m_names.empty()) {
        read();
    }
}

void SetMembers::read()
{
    delete m_call;
    m_call = nullptr;
    if (m_session.helper() == nullptr) {
        return;
    }
    setText(tr("Reading…"));
    m_call = new QObject(this);
    m_session.helper()->readSets(
        m_names, m_call, [this](const Core::Result<std::vector<Core::AddressSet>> &sets) {
            m_call->deleteLater();
            m_call = nullptr;
            if (!sets) {
                setText(errorWords(sets.error()).oneLine());
                return;
            }
            QStringList texts;
            for (const auto &name : m_names) {
                const auto set =
                    std::find_if(sets->begin(), sets->end(), [&name](const auto &each) {
                        return each.name == name;
                    });
                texts << (set == sets->end()
                              ? tr("%1: the kernel has no such set now.").arg(Words::plain(name))
                              : membersText(Words::plain(name), set->type, set->members,
                                            static_cast<std::size_t>(set->count)));
            }
            setText(texts.join(QStringLiteral("\n\n")));
        });
}

void SetMembers::setText(const QString &text)
{
    if (text != m_text) {
        m_text = text;
        Q_EMIT changed();
    }
}

QString SetMembers::text() const
{
    return m_text;
}

} // namespace Portlight::App
