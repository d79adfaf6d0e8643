package hearth.web.page;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Turns templates into HTML. */
final class Pages {

    private final TemplateEngine engine = new TemplateEngine();
    private final Texts texts;

    Pages(Texts texts) {
        this.texts = texts;
        var resolver = new ClassLoaderTemplateResolver(Pages.class.getClassLoader());
        resolver.setPrefix("hearth/web/templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCacheable(true);
        engine.setTemplateResolver(resolver);
        engine.setMessageResolver(new TextResolver(texts));
    }

    /** A whole page. */
    String page(String template, Map<String, Object> model, Frame frame) {
        return engine.process(template, context(model, frame));
    }

    /** Only one fragment of a template. */
    String fragment(String template, String fragment, Map<String, Object> model, Frame frame) {
        return engine.process(template, Set.of(fragment), context(model, frame));
    }

    private Context context(Map<String, Object> model, Frame frame) {
        var variables = new HashMap<>(model);
        variables.put("frame", frame);
        return new Context(texts.locale(), variables);
    }
}
