// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
// Changes of whole rule lists: what happens otherwise, new ones, their names, and their end.
#include "app/models/qtext.h"
#include "app/pages/changedesk.h"

#include <QInputDialog>

namespace Portlight::App
{

namespace
{

void prepare(QInputDialog &dialog, const QString &title, const QString &label)
{
    constexpr int letters = 48; // titles and names are not cut
    dialog.setWindowTitle(title);
    dialog.setLabelText(label);
    dialog.setOkButtonText(ChangeDesk::tr("Stage Change"));
    dialog.resize(dialog.fontMetrics().averageCharWidth() * letters, 0);
}

} // namespace

void ChangeDesk::editChainPolicy(const Core::ChainPlace &place)
{
    const auto ruleset = m_staged.result({place.backend, place.family});
    const auto *chain = chainIn(*ruleset, place);
    const bool accepts = chain == nullptr || chain->policy != Core::Policy::Drop;
    const QStringList words{tr("Allow (ACCEPT)"), tr("Drop silently (DROP)")};
    QInputDialog dialog(m_window);
    prepare(dialog, tr("Otherwise"),
            tr("What happens in %1 to packets that no rule decides:").arg(qtext(place.chain)));
    dialog.setComboBoxItems(words);
    dialog.setTextValue(words.at(accepts ? 0 : 1));
    const bool isChosen = dialog.exec() == QDialog::Accepted;
    const auto policy =
        dialog.textValue() == words.front() ? Core::Policy::Accept : Core::Policy::Drop;
    if (isChosen && (policy == Core::Policy::Accept) != accepts) {
        stage(tr("Change \"Otherwise\" of %1").arg(qtext(place.chain)),
              {Core::SetPolicy{place, policy}});
    }
}

QString ChangeDesk::askChainName(const QString &title, const QString &name)
{
    QString typed = name;
    QString label = tr("Name of the rule list:");
    for (;;) {
        QInputDialog dialog(m_window);
        prepare(dialog, title, label);
        dialog.setTextValue(typed);
        if (dialog.exec() != QDialog::Accepted) {
            return {};
        }
        typed = dialog.textValue().trimmed();
        if (Core::isValidChainName(stdtext(typed))) {
            return typed;
        }
        label = tr("A name has 1 to 28 characters, no blanks, and does not begin with - or !.\n"
                   "Name of the rule list:");
    }
}

void ChangeDesk::newChain(const Core::ChainPlace &place)
{
    const QString name = askChainName(tr("New Rule List"), {});
    if (!name.isEmpty()) {
        auto made = place;
        made.chain = stdtext(name);
        stage(tr("Make the Rule List %1").arg(name), {Core::NewChain{made}});
    }
}

void ChangeDesk::renameChain(const Core::ChainPlace &place)
{
    const QString name = askChainName(tr("Rename Rule List"), qtext(place.chain));
    if (!name.isEmpty() && stdtext(name) != place.chain) {
        stage(tr("Rename the Rule List %1 to %2").arg(qtext(place.chain), name),
              {Core::RenameChain{place, stdtext(name)}});
    }
}

void ChangeDesk::removeChain(const Core::ChainPlace &place)
{
    const auto ruleset = m_staged.result({place.backend, place.family});
    const auto *chain = chainIn(*ruleset, place);
    std::vector<Core::Change> changes;
    if (chain != nullptr && !chain->rules.empty()) {
        changes.emplace_back(Core::FlushChain{place});
    }
    changes.emplace_back(Core::DeleteChain{place});
    stage(tr("Remove the Rule List %1").arg(qtext(place.chain)), changes);
}

} // namespace Portlight::App
