#include "client/ui/words.hpp"

#include <array>

namespace motcua::ui {
namespace {

struct Words {
    std::string_view lang;
    std::array<std::string_view, 11> words;
};

constexpr std::array all_words{
    Words{"vi", {"Ngày", "Tháng", "Năm", "Lỗi: ", "Ngôn ngữ", "Mục chính", "Không có kết quả phù hợp", "kết quả", "Chọn tệp", "Cuối trang", "Chọn một mục"}},
    Words{"en", {"Day", "Month", "Year", "Error: ", "Language", "Main menu", "No matching results", "results", "Choose file", "End of page", "Choose one"}},
    Words{"zh", {"日", "月", "年", "错误：", "语言", "主菜单", "没有匹配的结果", "个结果", "选择文件", "页尾", "请选择"}},
    Words{"ko", {"일", "월", "연도", "오류: ", "언어", "주 메뉴", "일치하는 결과가 없습니다", "개 결과", "파일 선택", "페이지 끝", "선택하세요"}},
    Words{"ja", {"日", "月", "年", "エラー：", "言語", "メインメニュー", "一致する結果がありません", "件", "ファイルを選択", "ページの終わり", "選択してください"}},
    Words{"ru", {"День", "Месяц", "Год", "Ошибка: ", "Язык", "Главное меню", "Ничего не найдено", "результатов", "Выбрать файл", "Конец страницы", "Выберите"}},
    Words{"fr", {"Jour", "Mois", "Année", "Erreur : ", "Langue", "Menu principal", "Aucun résultat", "résultats", "Choisir un fichier", "Fin de page", "Choisissez"}},
};

}  // namespace

std::string_view word(Word which, std::string_view lang) {
    const Words* found = &all_words[1];
    for (const Words& words : all_words) {
        if (lang.substr(0, 2) == words.lang) found = &words;
    }
    return found->words[static_cast<std::size_t>(which)];
}

}  // namespace motcua::ui
