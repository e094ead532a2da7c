// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace Portlight::App
{

/// A framed part of a page with a heading. While there is nothing to show it can hold a placeholder
/// instead of its content.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(const QString &title, QWidget *parent = nullptr);

    QVBoxLayout *body() const;
    void setTitle(const QString &title);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_title;
    QVBoxLayout *m_body;
};

/// A label for text that may wrap and can be selected; `secondary` is for explanations.
QLabel *textLabel(const QString &text, QWidget *parent, bool secondary = false);
/// Sets a label's font a step larger than the surrounding text, or two.
void enlarge(QLabel *label, double factor, bool bold = true);

} // namespace Portlight::App
