// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace Portlight::App
{

class RuleModel;

/// Rules that speak of a port, an address, a service or a word. A port finds ranges that hold it,
/// an address finds networks that hold it, "ssh" finds port 22. The row for everything else stays.
class RuleFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RuleFilterModel(RuleModel *rules, QObject *parent = nullptr);

    void setSearch(const QString &text);
    QString search() const;
    /// Rules shown, without the last row.
    int hits() const;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    bool matches(int sourceRow, const QString &word) const;

    RuleModel *m_rules;
    QString m_search;
    QStringList m_words;
};

} // namespace Portlight::App
